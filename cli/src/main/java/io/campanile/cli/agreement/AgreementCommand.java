package io.campanile.cli.agreement;

import io.campanile.cli.ExitSignal;
import io.campanile.cli.OwnProcess;
import io.campanile.cli.Version;
import io.campanile.cli.option.Checked;
import io.campanile.cli.option.Choice;
import io.campanile.cli.option.JsonTarget;
import io.campanile.load.agreement.AgreementConfig;
import io.campanile.load.agreement.AgreementResult;
import io.campanile.load.agreement.Pairs;
import io.campanile.load.agreement.Processes;
import io.campanile.proto.socket.TimeStamps;
import io.campanile.proto.socket.Transport;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code campanile agreement}. */
@Command(
        name = "agreement",
        description = {
            "Starts a master and slaves as processes on this machine, and measures how well the slaves' clocks agree.",
            "Every two of them are compared once a second, through the machine's own clock. Leave the machine alone meanwhile."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        showDefaultValues = true,
        sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli fills the options in
public final class AgreementCommand implements Callable<Integer>, Checked {

    /** On Ctrl-C the terminal ends the children as well, perhaps before this process hears of it. */
    private static final Duration SIGNAL_ON_ITS_WAY = Duration.ofMillis(500);

    @Spec
    private CommandSpec spec;

    @Option(names = "--slaves", paramLabel = "N", defaultValue = "4", description = "How many slaves; 2 to 32.")
    private int slaves;

    @Option(
            names = "--burst",
            paramLabel = "N",
            defaultValue = "4",
            description = "Probes to each slave in a round; 1 to 16.")
    private int burst;

    @Option(
            names = "--round",
            paramLabel = "DURATION",
            defaultValue = "1s",
            description = "How often to measure and correct; 10ms to 1h.")
    private Duration round;

    @Option(
            names = "--transport",
            paramLabel = "NAME",
            defaultValue = "tcp",
            converter = Choice.OfTransport.class,
            completionCandidates = Choice.OfTransport.class,
            description = "How the slaves reach the master: ${COMPLETION-CANDIDATES}.")
    private Transport transport;

    @Option(
            names = "--timestamps",
            paramLabel = "WHOSE",
            defaultValue = "auto",
            converter = Choice.OfTimeStamps.class,
            completionCandidates = Choice.OfTimeStamps.class,
            description =
                    "Who stamps datagrams, and what comes in over connections: ${COMPLETION-CANDIDATES}. auto is the kernel on Linux, and the processes"
                            + " elsewhere.")
    private TimeStamps stamps;

    @Option(
            names = "--duration",
            paramLabel = "DURATION",
            defaultValue = "120s",
            description = "How long to compare the clocks; 1s to 1h.")
    private Duration duration;

    @Option(
            names = "--warm-up",
            paramLabel = "DURATION",
            defaultValue = "30s",
            description = "How long to wait before, from the start of the processes; up to 1h.")
    private Duration warmUp;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the result there; - writes it here, alone.")
    private @Nullable Path json;

    @Override
    public void check() {
        options();
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        AgreementConfig options = options();
        JsonTarget target = new JsonTarget(json);
        Pairs pairs = new Pairs(slaves);
        try (ExitSignal exit = new ExitSignal()) {
            boolean over = measure(options, pairs, exit);
            AgreementResult result =
                    pairs.result(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
            if (result.moments() > 0) {
                target.deliver(spec.commandLine().getOut(), AgreementView.lines(result), result.json());
                return result.isClean() ? ExitCode.OK : ExitCode.SOFTWARE;
            }
            if (over) {
                throw new IOException(
                        "there was no second at which all slaves were synchronized: wait longer before, by"
                                + " --warm-up, or measure for longer, by --duration");
            }
            return ExitCode.SOFTWARE;
        }
    }

    private AgreementConfig options() {
        try {
            stamps.require();
            return new AgreementConfig(slaves, burst, round, duration, warmUp, transport, stamps);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    /** Returns whether the time is over; otherwise this process was asked to end. */
    private boolean measure(AgreementConfig options, Pairs pairs, ExitSignal exit)
            throws IOException, InterruptedException {
        try (Processes processes = new Processes(options, OwnProcess::of, pairs);
                AgreementWatch watch = new AgreementWatch(processes, pairs, exit)) {
            processes.start();
            if (!watch.lasts("warming up", options.warmUp())) {
                return false;
            }
            pairs.startMeasuring();
            return watch.lasts("measuring", options.duration());
        } catch (IOException death) {
            if (exit.await(SIGNAL_ON_ITS_WAY)) {
                return false;
            }
            throw death;
        }
    }
}
