package io.campanile.cli.simulate;

import io.campanile.cli.Version;
import io.campanile.cli.option.Checked;
import io.campanile.cli.option.JsonTarget;
import io.campanile.cli.option.OutputFile;
import io.campanile.simulator.Simulation;
import io.campanile.simulator.report.SimulationResult;
import io.campanile.simulator.scenario.Scenario;
import io.campanile.simulator.scenario.Scenarios;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code campanile simulate}. */
@Command(
        name = "simulate",
        description = {
            "Runs a whole cluster in virtual time, thousands of times faster than it would be, and measures it.",
            "The same seed gives the same figures, but for wall_s."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        modelTransformer = SettingOptions.class,
        showDefaultValues = true,
        sortOptions = false,
        footer = {
            "",
            "A FILE holds the same settings, one on a line: delay=90us. Options win over it.",
            "Faults: TIME step|speed|ramp|suspend|restart|crash|leave|cut|cut-to|cut-from|congest WHO ..., with commas between."
        })
@SuppressWarnings("NullAway.Init") // picocli fills the options in
public final class SimulateCommand implements Callable<Integer>, Checked {

    private static final int MAX_RUNS = 1_000_000;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--scenario",
            paramLabel = "NAME|FILE",
            defaultValue = Scenarios.STANDARD,
            completionCandidates = ScenarioNames.class,
            description =
                    "Where the settings come from that are not given: one of ${COMPLETION-CANDIDATES}, or a file.")
    private String scenario;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Decides everything that is random.")
    private long seed;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many runs, with the seeds from --seed upwards: medians of figures, sums of violations.")
    private int runs;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the result there; - writes it here, alone.")
    private @Nullable Path json;

    @Option(names = "--plot", paramLabel = "FILE.png", description = "Draw the first run's clocks there.")
    private @Nullable Path plot;

    @Override
    public void check() {
        if (runs < 1 || runs > MAX_RUNS) {
            throw new ParameterException(spec.commandLine(), "--runs is %s; choose 1 to %s".formatted(runs, MAX_RUNS));
        }
        try {
            Scenarios.named(scenario).ifPresent(base -> base.with(SettingOptions.given(spec)));
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage(), e);
        }
    }

    @Override
    public Integer call() throws IOException {
        check();
        JsonTarget target = new JsonTarget(json);
        OutputFile.requirePicture(spec, plot);
        Scenario wanted = scenario();
        Outcome outcome = run(wanted);
        target.deliver(spec.commandLine().getOut(), outcome.lines(), outcome.json());
        if (plot != null) {
            Plot.write(plot, wanted.name(), outcome.result().trace(), wanted.warmUpSeconds());
        }
        return outcome.result().isClean() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private Outcome run(Scenario wanted) {
        long steps = (long) runs * Simulation.stepsOfARun();
        Progress progress = new Progress(Ansi.AUTO.enabled(), steps);
        long start = System.nanoTime();
        try {
            SimulationResult result = Simulation.run(wanted, seed, runs, progress::step);
            return new Outcome(result, (double) (System.nanoTime() - start) / 1e9);
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage(), e);
        } finally {
            progress.finish();
        }
    }

    private Scenario scenario() throws IOException {
        try {
            Optional<Scenario> named = Scenarios.named(scenario);
            Scenario base = named.isPresent() ? named.get() : fromFile(Path.of(scenario));
            return base.with(SettingOptions.given(spec));
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage(), e);
        }
    }

    private Scenario fromFile(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw wrong(
                    "scenario: '%s' is neither a file nor one of %s"
                            .formatted(scenario, String.join(", ", Scenarios.names())),
                    null);
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return Scenarios.of(scenario, properties);
    }

    private ParameterException wrong(@Nullable String message, @Nullable Throwable cause) {
        String text = String.valueOf(message);
        // What starts with a setting's name is about its value, which may come from the environment.
        String name = "--" + text.substring(0, Math.max(0, text.indexOf(':')));
        OptionSpec option = spec.findOption(name);
        return option == null
                ? new ParameterException(spec.commandLine(), text, cause)
                : new ParameterException(
                        spec.commandLine(), "--" + text, cause, option, Objects.toString(option.getValue(), null));
    }
}
