package io.campanile.cli.demo;

import io.campanile.cli.Version;
import io.campanile.cli.log.Logs;
import io.campanile.cli.option.OutputFile;
import io.campanile.cli.option.Rate;
import java.io.IOException;
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

/** {@code campanile demo}. */
@Command(
        name = "demo",
        description = "Shows a master and its slaves, all in this process, come together from seconds apart.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        showDefaultValues = true,
        sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli fills the options in
public final class DemoCommand implements Callable<Integer> {

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

    @Option(names = "--json", paramLabel = "FILE", description = "Write the result there.")
    private @Nullable Path json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        OutputFile.requireWritable(json);
        Logs.quieten();
        try (DemoRun run = start()) {
            return run.show(spec.commandLine().getOut(), json) ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }

    private DemoRun start() throws IOException {
        try {
            return new DemoRun(
                    new DemoOptions(slaves, liars, maxOffset, maxDrift.ppb(), round, duration, seed), adminPort);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
