package io.campanile.cli.demo;

import io.campanile.cli.Version;
import io.campanile.cli.log.Logs;
import io.campanile.cli.option.Binding;
import io.campanile.cli.option.Checked;
import io.campanile.cli.option.OutputFile;
import io.campanile.cli.option.Rate;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code campanile demo}. */
@Command(
        name = "demo",
        description =
                "Shows a master and its slaves come together from seconds apart, or a group of masters lose its leader.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        showDefaultValues = true,
        sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli fills the options in
public final class DemoCommand implements Callable<Integer>, Checked {

    /** How long a group is shown after its leader was killed, unless a duration is given. */
    private static final Duration AFTERWARDS = Duration.ofSeconds(12);

    @Spec
    private CommandSpec spec;

    @Option(names = "--slaves", paramLabel = "N", defaultValue = "8", description = "How many slaves.")
    private int slaves;

    @Option(names = "--liars", paramLabel = "N", defaultValue = "1", description = "How many of them lie by an hour.")
    private int liars;

    @Option(
            names = "--max-offset",
            paramLabel = "DURATION",
            defaultValue = "5s",
            description = "How far the clocks are off at most.")
    private Duration maxOffset;

    @Option(
            names = "--max-drift",
            paramLabel = "RATE",
            defaultValue = "100ppm",
            description = "How fast they drift at most.")
    private Rate maxDrift;

    @Option(names = "--round", paramLabel = "DURATION", defaultValue = "500ms", description = "How often to correct.")
    private Duration round;

    @Option(names = "--duration", paramLabel = "DURATION", description = "How long to run; without it until Ctrl-C.")
    private @Nullable Duration duration;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Decides who is how wrong.")
    private long seed;

    @Option(
            names = "--admin-port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "Where the dashboard is, on this machine; 0 takes any free port.")
    private int adminPort;

    @Option(
            names = "--masters",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many masters; three or more are a group, each a process of its own, and whoever leads is"
                    + " killed.")
    private int masters;

    @Option(
            names = "--kill-after",
            paramLabel = "DURATION",
            defaultValue = "8s",
            description = "With a group of masters: when to kill the leader.")
    private Duration killAfter;

    @Option(
            names = "--tls",
            description =
                    "The master and its slaves prove who they are, with certificates of a CA that is made for this.")
    private boolean tls;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the result there.")
    private @Nullable Path json;

    @Override
    public void check() {
        Binding.requirePort(spec, "--admin-port", adminPort);
        try {
            if (masters > 1) {
                groupOptions();
            } else {
                options();
            }
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        check();
        OutputFile.requireWritable(json);
        Logs.quieten();
        if (masters > 1) {
            return showGroup() ? ExitCode.OK : ExitCode.SOFTWARE;
        }
        try (DemoRun run = start()) {
            return run.show(spec.commandLine().getOut(), json) ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }

    private boolean showGroup() throws IOException, InterruptedException {
        for (String other : List.of("--liars", "--max-offset", "--max-drift", "--seed", "--admin-port", "--tls")) {
            if (spec.commandLine().getParseResult().hasMatchedOption(other)) {
                throw new ParameterException(spec.commandLine(), other + " does not go with several --masters");
            }
        }
        return new GroupDemo(groupOptions(), spec.commandLine().getOut()).show(json);
    }

    private GroupDemoOptions groupOptions() {
        Duration whole = duration == null ? killAfter.plus(AFTERWARDS) : duration;
        return new GroupDemoOptions(masters, slaves, round, killAfter, whole);
    }

    private DemoOptions options() {
        return new DemoOptions(slaves, liars, maxOffset, maxDrift.ppb(), round, duration, seed, tls);
    }

    private DemoRun start() throws IOException {
        try {
            return new DemoRun(options(), adminPort);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
