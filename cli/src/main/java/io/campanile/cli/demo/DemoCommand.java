package io.campanile.cli.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.campanile.cli.ExitSignal;
import io.campanile.cli.Version;
import io.campanile.cli.log.Logs;
import io.campanile.cli.option.OutputFile;
import io.campanile.cli.option.Rate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Ansi;
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

    private static final Duration SAMPLE = Duration.ofMillis(20);
    private static final int SAMPLES_PER_UPDATE = 10;

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
        DemoResult result;
        try (ExitSignal exit = new ExitSignal();
                Demo demo = start()) {
            DemoView view = new DemoView(spec.commandLine().getOut(), Ansi.AUTO.enabled());
            view.begin(demo);
            watch(demo, view, exit);
            result = demo.result();
            view.finish(result);
            if (json != null) {
                Files.writeString(json, new ObjectMapper().writeValueAsString(result) + "\n");
            }
        }
        return result.isGood() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private Demo start() throws IOException {
        try {
            return new Demo(
                    new DemoOptions(slaves, liars, maxOffset, maxDrift.ppb(), round, duration, seed), adminPort);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private void watch(Demo demo, DemoView view, ExitSignal exit) throws InterruptedException {
        long start = System.nanoTime();
        for (int samples = 0; ; samples++) {
            demo.truth().sample();
            if (samples % SAMPLES_PER_UPDATE == 0) {
                view.update(demo);
            }
            boolean over = duration != null && System.nanoTime() - start >= duration.toNanos();
            if (over || exit.await(SAMPLE)) {
                return;
            }
        }
    }
}
