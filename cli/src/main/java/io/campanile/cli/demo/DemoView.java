package io.campanile.cli.demo;

import io.campanile.cli.option.Durations;
import io.campanile.cli.status.StatusView;
import io.campanile.cli.status.StatusView.Column;
import io.campanile.cli.terminal.Screen;
import io.campanile.core.ensemble.RoundReport;
import io.netty.util.NetUtil;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/** Shows a demonstration as it goes: a table that refreshes in place on a terminal, plain lines elsewhere. */
final class DemoView {

    /** The master's line, the round's, the header, how many more there are, some that are left out, the true spread. */
    private static final int LINES_AROUND = 8;

    private final PrintWriter out;
    private final Screen screen;
    private final boolean terminal;
    private long lastRound;

    DemoView(PrintWriter out, boolean terminal) {
        this.out = out;
        this.screen = Screen.onOutput();
        this.terminal = terminal;
    }

    /** The first word: where to watch it. */
    void begin(Demo demo) {
        out.println(Ansi.AUTO.string(
                "watch it at @|underline http://%s/|@".formatted(NetUtil.toSocketAddressString(demo.dashboard()))));
        if (demo.isCertified()) {
            out.println(
                    "the master and its slaves prove who they are: TLS 1.3, and certificates of a CA that was made for this");
        }
        out.flush();
    }

    /** Shows how things stand. */
    void update(Demo demo) {
        RoundReport round = demo.masterStatus().round();
        if (terminal) {
            screen.draw(table(demo, Math.max(1, screen.rows() - LINES_AROUND)));
        } else if (round != null && round.number() > lastRound) {
            lastRound = round.number();
            out.println(summary(demo, round));
            out.flush();
        }
    }

    /** The last word. */
    void finish(DemoResult result) {
        String spread = "spread %s, from %s at the start"
                .formatted(Durations.human(result.finalSpreadNanos()), Durations.human(result.initialSpreadNanos()));
        String faults = "%s bound violations, %s backward readings"
                .formatted(result.boundViolations(), result.backwardReadings());
        String rejected = result.rejected().isEmpty() ? "nobody" : String.join(", ", result.rejected());
        String verdict = result.isGood() ? "@|bold,green converged|@" : "@|bold,red not converged|@";
        out.println(Ansi.AUTO.string("%s after %s rounds: %s; left out: %s; %s; largest true error since converging %s"
                .formatted(
                        verdict, result.rounds(), spread, rejected, faults, Durations.human(result.maxErrorNanos()))));
        out.flush();
    }

    private static String summary(Demo demo, RoundReport round) {
        return "round %s: true spread %s; %s; %s left out"
                .formatted(
                        round.number(),
                        Durations.human(demo.truth().spreadNanos()),
                        round.why(),
                        round.rejections().size());
    }

    private static List<String> table(Demo demo, int rows) {
        Map<String, DemoSlave> slaves =
                demo.slaves().stream().collect(Collectors.toMap(DemoSlave::name, Function.identity()));
        List<Column> columns = List.of(
                StatusView.NAME,
                StatusView.STATE,
                StatusView.OFFSET,
                StatusView.ERROR,
                StatusView.DRIFT,
                StatusView.DELAY,
                new Column("true error", slave -> trueError(demo, slaves.get(slave.name()))));
        List<String> lines = new ArrayList<>(StatusView.lines(demo.status(), columns, rows));
        lines.add("true spread " + Durations.human(demo.truth().spreadNanos()));
        return lines;
    }

    /** What only a demonstration knows; a liar's is beside the point. */
    private static String trueError(Demo demo, @Nullable DemoSlave slave) {
        OptionalLong error = slave == null ? OptionalLong.empty() : demo.truth().errorOf(slave);
        return error.isPresent() ? Durations.human(error.getAsLong()) : "-";
    }
}
