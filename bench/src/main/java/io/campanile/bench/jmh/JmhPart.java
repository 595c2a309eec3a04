package io.campanile.bench.jmh;

import io.campanile.bench.report.Figures;
import io.campanile.bench.report.MarkdownTable;
import io.campanile.bench.report.Part;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * The benchmarks inside one JVM. A clock is read in a service of somebody's, so with the JVM's defaults; everything else
 * is done by a master, so with its flags.
 *
 * @param quick whether to see only that they run
 * @param jvmFlags of a master
 */
public record JmhPart(boolean quick, List<String> jvmFlags) implements Part {

    private static final String ALLOCATED = "gc.alloc.rate.norm";

    @Override
    public String measure() throws IOException {
        List<RunResult> results = new ArrayList<>(run(List.of(ClockRead.class), List.of()));
        results.addAll(run(List.of(Codec.class, Filter.class, Selection.class, Round.class), jvmFlags));
        return table(results);
    }

    /** What {@link Sealing} costs a master, as a part of another table's document. */
    public String seals() throws IOException {
        return table(run(List.of(Sealing.class), jvmFlags));
    }

    private static String table(Collection<RunResult> results) {
        MarkdownTable table = new MarkdownTable("what", "time", "±", "allocated");
        for (RunResult result : results) {
            table.row(
                    label(result),
                    Figures.nanos(result.getPrimaryResult().getScore()),
                    Figures.nanos(result.getPrimaryResult().getScoreError()),
                    Figures.bytes(allocatedBytes(result)));
        }
        return table.text();
    }

    private Collection<RunResult> run(List<Class<?>> benchmarks, List<String> flags) throws IOException {
        OptionsBuilder options = new OptionsBuilder();
        benchmarks.forEach(benchmark -> options.include("^" + benchmark.getName() + "\\."));
        options.addProfiler(GCProfiler.class)
                .jvmArgs(flags.toArray(String[]::new))
                .forks(quick ? 1 : 3)
                .warmupIterations(quick ? 1 : 5)
                .warmupTime(TimeValue.milliseconds(quick ? 200 : 1000))
                .measurementIterations(quick ? 2 : 5)
                .measurementTime(TimeValue.milliseconds(quick ? 200 : 1000))
                .shouldFailOnError(true);
        try {
            return new Runner(options.build()).run();
        } catch (RunnerException e) {
            throw new IOException("a benchmark failed: " + e.getMessage(), e);
        }
    }

    /** {@code Codec.encode, probe, udp}. */
    private static String label(RunResult result) {
        var parameters = result.getParams();
        String method = parameters.getBenchmark();
        String name = method.substring(method.lastIndexOf('.', method.lastIndexOf('.') - 1) + 1);
        List<String> words = new ArrayList<>(List.of(name));
        parameters
                .getParamsKeys()
                .forEach(key -> words.add(parameters.getParam(key).toLowerCase(Locale.ROOT)));
        return String.join(", ", words);
    }

    private static double allocatedBytes(RunResult result) {
        Result<?> allocated = result.getSecondaryResults().get(ALLOCATED);
        return allocated == null ? Double.NaN : allocated.getScore();
    }
}
