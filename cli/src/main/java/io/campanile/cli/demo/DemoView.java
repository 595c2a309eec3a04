package io.campanile.cli.demo;

import io.campanile.cli.Durations;
import io.campanile.cli.Screen;
import io.campanile.cli.Table;
import io.campanile.core.discipline.Timeline;
import io.campanile.core.ensemble.RoundReport;
import io.campanile.master.MasterStatus;
import io.campanile.master.SlaveStatus;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/** Shows a demonstration as it goes: a table that refreshes in place on a terminal, plain lines elsewhere. */
final class DemoView {

    /** A terminal is taken to have room for this many slaves. */
    private static final int MAX_ROWS = 30;

    private final PrintWriter out;
    private final Screen screen;
    private final boolean terminal;
    private long lastRound;

    DemoView(PrintWriter out, boolean terminal) {
        this.out = out;
        this.screen = new Screen(out);
        this.terminal = terminal;
    }

    /** The first word: where to watch it. */
    void begin(Demo demo) {
        out.println(Ansi.AUTO.string("watch it at @|underline http://%s:%d/|@"
                .formatted(
                        demo.dashboard().getAddress().getHostAddress(),
                        demo.dashboard().getPort())));
        out.flush();
    }

    /** Shows how things stand. */
    void update(Demo demo) {
        MasterStatus status = demo.masterStatus();
        if (terminal) {
            screen.draw(table(demo, status));
        } else if (status.round() != null && status.round().number() > lastRound) {
            lastRound = status.round().number();
            out.println(summary(demo, status.round()));
            out.flush();
        }
    }

    /** The last word. */
    void finish(DemoResult result) {
        String spread = "spread %s, from %s at the start"
                .formatted(Durations.human(result.finalSpreadNanos()), Durations.human(result.initialSpreadNanos()));
        String faults = "%d bound violations, %d backward readings"
                .formatted(result.boundViolations(), result.backwardReadings());
        String rejected = result.rejected().isEmpty() ? "nobody" : String.join(", ", result.rejected());
        String verdict = result.isGood() ? "@|bold,green converged|@" : "@|bold,red not converged|@";
        out.println(Ansi.AUTO.string("%s after %d rounds: %s; left out: %s; %s; largest true error since converging %s"
                .formatted(
                        verdict, result.rounds(), spread, rejected, faults, Durations.human(result.maxErrorNanos()))));
        out.flush();
    }

    private static String summary(Demo demo, @Nullable RoundReport round) {
        if (round == null) {
            return "waiting for the first round";
        }
        return "round %d: true spread %s; %s; %d left out"
                .formatted(
                        round.number(),
                        Durations.human(demo.truth().spreadNanos()),
                        round.why(),
                        round.rejections().size());
    }

    private static List<String> table(Demo demo, MasterStatus status) {
        Map<String, SlaveStatus> known =
                status.slaves().stream().collect(Collectors.toMap(SlaveStatus::name, Function.identity()));
        Table table = new Table(Ansi.AUTO, "slave", "clock off by", "drifts", "true error", "says at most", "state");
        // The liars come last and should be seen.
        List<DemoSlave> slaves = demo.slaves();
        int hidden = Math.max(0, slaves.size() - MAX_ROWS);
        slaves.subList(hidden, slaves.size()).forEach(s -> table.row(row(demo, s, known.get(s.name()))));
        List<String> lines = new ArrayList<>();
        lines.add(summary(demo, status.round()));
        lines.addAll(table.lines());
        if (hidden > 0) {
            lines.add("and %d more".formatted(hidden));
        }
        return lines;
    }

    private static String[] row(Demo demo, DemoSlave slave, @Nullable SlaveStatus status) {
        var error = demo.truth().errorOf(slave);
        var now = slave.clock().read();
        boolean rejected = status != null && status.rejection() != null;
        String state = status == null ? "joining" : status.standing().name().toLowerCase(Locale.ROOT);
        return new String[] {
            slave.liar() ? "@|red %s|@".formatted(slave.name()) : slave.name(),
            Durations.human(slave.offsetNanos()),
            "%.1f ppm".formatted(slave.driftPpb() / 1000),
            error.isPresent() ? Durations.human(error.getAsLong()) : "-",
            now.errorNanos() == Timeline.UNKNOWN_ERROR ? "-" : Durations.human(now.errorNanos()),
            rejected ? "@|red %s|@".formatted(state) : "@|green %s|@".formatted(state)
        };
    }
}
