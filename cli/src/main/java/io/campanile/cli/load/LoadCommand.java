package io.campanile.cli.load;

import io.campanile.cli.ExitSignal;
import io.campanile.cli.Version;
import io.campanile.cli.log.Logs;
import io.campanile.cli.option.Address;
import io.campanile.cli.option.Checked;
import io.campanile.cli.option.Choice;
import io.campanile.cli.option.Frequency;
import io.campanile.cli.option.JsonTarget;
import io.campanile.cli.option.Masters;
import io.campanile.cli.option.OutputFile;
import io.campanile.cli.option.Rate;
import io.campanile.cli.terminal.Panels;
import io.campanile.core.Quantity;
import io.campanile.load.Identities;
import io.campanile.load.Load;
import io.campanile.load.LoadConfig;
import io.campanile.load.LoadResult;
import io.campanile.proto.socket.TimeStamps;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code campanile load}. */
@Command(
        name = "load",
        description = {
            "Puts thousands of slaves on a master, over real sockets, each with a wrong clock of its own, and measures"
                    + " how the master serves them.",
            "The slaves are the production ones. How wrong each one's time is, is known: all their clocks descend from"
                    + " this machine's."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        showDefaultValues = true,
        sortOptions = false,
        footer = {
            "",
            "Ctrl-C ends it early and reports what was measured. Exit code 0: all connected, none was lost, no bound"
                    + " was wrong and no reading went back; 1: a line says what was.",
            "Several of these may run against one master, on one machine or on many; give each a --seed of its own."
        })
@SuppressWarnings("NullAway.Init") // picocli fills the options in
public final class LoadCommand implements Callable<Integer>, Checked {

    /** For as long as only the other options are looked at. */
    private static final InetSocketAddress ANY_MASTER = InetSocketAddress.createUnresolved("master", 1);

    private static final Duration TICK = Duration.ofMillis(10);
    private static final int TICKS_PER_UPDATE = 20;

    @Spec
    private CommandSpec spec;

    @Mixin
    private Masters masters;

    @Mixin
    private IdentityOptions identity;

    @Option(
            names = "--timestamps",
            paramLabel = "WHOSE",
            defaultValue = "user",
            converter = Choice.OfTimeStamps.class,
            completionCandidates = Choice.OfTimeStamps.class,
            description =
                    "Who stamps the slaves' datagrams: ${COMPLETION-CANDIDATES}. user is this program, which takes it least; auto"
                            + " is what slaves of their own do.")
    private TimeStamps stamps;

    @Option(names = "--slaves", paramLabel = "N", defaultValue = "10000", description = "How many slaves.")
    private int slaves;

    @Option(
            names = "--ramp",
            paramLabel = "N/s",
            defaultValue = "2000/s",
            description = "How many of them start in a second.")
    private Frequency ramp;

    @Option(
            names = "--warm-up",
            paramLabel = "DURATION",
            defaultValue = "0s",
            description =
                    "How long to wait before it is measured. It counts from when every slave has been let in or has failed"
                            + " once; ten seconds after the last has started, nobody is waited for any more.")
    private Duration warmUp;

    @Option(names = "--duration", paramLabel = "DURATION", defaultValue = "60s", description = "How long to measure.")
    private Duration duration;

    @Option(
            names = "--max-offset",
            paramLabel = "DURATION",
            defaultValue = "2s",
            description = "How far the clocks are off at most; up to 500s.")
    private Duration maxOffset;

    @Option(
            names = "--max-drift",
            paramLabel = "RATE",
            defaultValue = "100ppm",
            description = "How fast they drift at most; up to 500ppm.")
    private Rate maxDrift;

    @Option(
            names = "--liars",
            paramLabel = "N",
            defaultValue = "0",
            description = "How many of the slaves lie, by an hour to two.")
    private int liars;

    @Option(
            names = "--churn",
            paramLabel = "N/s",
            defaultValue = "0/s",
            description = "How many slaves say goodbye in a second, a new one coming in the place of each.")
    private Frequency churn;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "Event loops for the slaves; 1 to 64.")
    private int threads;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Decides who is how wrong.")
    private long seed;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the result there; - writes it here, alone.")
    private @Nullable Path json;

    @Option(names = "--plot", paramLabel = "FILE.png", description = "Draw the errors over time there.")
    private @Nullable Path plot;

    @Override
    public Integer call() throws IOException, InterruptedException {
        check();
        LoadConfig options = options(
                masters.found().stream().map(Address::unresolved).toList(), identity.identities(masters.tls(spec)));
        JsonTarget target = new JsonTarget(json);
        OutputFile.requirePicture(spec, plot);
        if (plot != null) {
            Panels.prepare();
        }
        Logs.quieten();
        try (ExitSignal exit = new ExitSignal();
                Load load = Load.start(options)) {
            run(load, exit);
            LoadResult result = load.result();
            report(new LoadReport(result), target);
            if (plot != null) {
                LoadPlot.write(plot, Quantity.many(slaves, "slave"), load.trace());
            }
            return result.problems().isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }

    @Override
    public void check() {
        options(List.of(ANY_MASTER), null);
    }

    private LoadConfig options(List<InetSocketAddress> found, @Nullable Identities who) {
        try {
            return new LoadConfig(
                    found,
                    masters.transport(),
                    stamps,
                    slaves,
                    ramp.perSecond(),
                    warmUp,
                    duration,
                    maxOffset,
                    maxDrift.ppb(),
                    liars,
                    churn.perSecond(),
                    threads,
                    seed,
                    who);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private void run(Load load, ExitSignal exit) throws InterruptedException {
        LoadView view = new LoadView(Ansi.AUTO.enabled());
        for (int ticks = 0; !load.isOver() && !exit.await(TICK); ticks++) {
            load.work();
            if (ticks % TICKS_PER_UPDATE == 0) {
                view.update(load.status());
            }
        }
        view.finish();
    }

    private void report(LoadReport report, JsonTarget target) throws IOException {
        target.deliver(spec.commandLine().getOut(), report.lines(), report.json());
        PrintWriter err = spec.commandLine().getErr();
        report.problems().ifPresent(err::println);
        err.flush();
    }
}
