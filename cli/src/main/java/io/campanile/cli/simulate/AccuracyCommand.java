package io.campanile.cli.simulate;

import io.campanile.cli.Version;
import io.campanile.cli.option.Checked;
import io.campanile.cli.option.JsonTarget;
import io.campanile.simulator.AccuracyTarget;
import io.campanile.simulator.Simulation;
import io.campanile.simulator.TargetResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code campanile accuracy}. */
@Command(
        name = "accuracy",
        description = {
            "Simulates every network that accuracy is promised for, and prints what came of it beside its peers.",
            "Exit code 1 tells that a promise was not kept."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        showDefaultValues = true,
        sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli fills the options in
public final class AccuracyCommand implements Callable<Integer>, Checked {

    private static final int MAX_RUNS = 1000;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "10",
            description = "How many runs of each row, of which the median counts; 1 to 1000.")
    private int runs;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "The first run's seed; the others take those after it.")
    private long seed;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the result there; - writes it here, alone.")
    private @Nullable Path json;

    @Override
    public void check() {
        if (runs < 1 || runs > MAX_RUNS) {
            throw new ParameterException(spec.commandLine(), "--runs is %s; choose 1 to %s".formatted(runs, MAX_RUNS));
        }
    }

    @Override
    public Integer call() throws IOException {
        check();
        JsonTarget target = new JsonTarget(json);
        AccuracyReport report = measure();
        target.deliver(spec.commandLine().getOut(), report.lines(), report.json());
        return report.isMet() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private AccuracyReport measure() {
        long steps = (long) AccuracyTarget.rows().size() * runs * Simulation.stepsOfARun();
        Progress progress = new Progress(Ansi.AUTO.enabled(), steps);
        List<TargetResult> results = new ArrayList<>();
        try {
            for (AccuracyTarget.Row row : AccuracyTarget.rows()) {
                results.add(row.run(seed, runs, progress::step));
            }
        } finally {
            progress.finish();
        }
        return new AccuracyReport(results, seed, runs);
    }
}
