package io.campanile.bench.trust;

import io.campanile.bench.ladder.Campanile;
import io.campanile.bench.ladder.CampanileFigures;
import io.campanile.bench.ladder.CampanileRun;
import io.campanile.bench.ladder.LoadFigures;
import io.campanile.bench.ladder.Pki;
import io.campanile.bench.ladder.Rung;
import io.campanile.bench.report.Figures;
import io.campanile.bench.report.MarkdownTable;
import io.campanile.core.round.Burst;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Slaves over UDP with seals and without, in turn.
 *
 * @param campanile which one
 * @param pki whose certificates
 * @param rung the load
 * @param times how often each
 * @param scratch a folder for files
 */
record SealsRun(Campanile campanile, Pki pki, Rung rung, int times, Path scratch) {

    private static final Burst ONE = new Burst(1);

    /** What came of it, as a table. */
    String measure() throws IOException, InterruptedException {
        List<CampanileFigures> plain = new ArrayList<>();
        List<CampanileFigures> sealed = new ArrayList<>();
        Campanile sized = campanile.forSlaves(rung.slaves());
        for (int i = 0; i < times; i++) {
            plain.add(new CampanileRun(sized, rung, scratch).measure(ONE));
            sealed.add(new CampanileRun(sized.with(pki), rung, scratch).measure(ONE));
            System.out.printf(
                    "trust: error p99 %s without seals, %s with%n",
                    Figures.nanos(plain.get(i).load().p99ErrorNanos()),
                    Figures.nanos(sealed.get(i).load().p99ErrorNanos()));
        }
        MarkdownTable table = new MarkdownTable(
                "UDP",
                "slaves",
                "CPU µs per slave-round",
                "heap per slave",
                "lost",
                "coverage",
                "error p50",
                "p99",
                "violations");
        row(table, "plain", plain);
        row(table, "sealed", sealed);
        return table.text()
                + "\nError p99 with seals to without: %s.\n"
                        .formatted(Figures.number(Figures.ratio(p99(sealed), p99(plain))));
    }

    private void row(MarkdownTable table, String name, List<CampanileFigures> runs) {
        List<LoadFigures> loads = runs.stream().map(CampanileFigures::load).toList();
        table.row(
                name,
                Figures.count(rung.slaves()),
                Figures.number(average(runs, CampanileFigures::cpuMicrosPerSlaveRound)),
                Figures.bytes(average(runs, CampanileFigures::heapBytesPerSlave)),
                Figures.count(
                        loads.stream().mapToLong(LoadFigures::disconnected).sum()),
                Figures.percent(average(loads, LoadFigures::coverage), 3),
                Figures.nanos(average(loads, LoadFigures::p50ErrorNanos)),
                Figures.nanos(p99(runs)),
                Figures.count(loads.stream().mapToLong(LoadFigures::violations).sum()));
    }

    private static double p99(List<CampanileFigures> runs) {
        return average(runs, run -> run.load().p99ErrorNanos());
    }

    private static <T> double average(List<T> runs, ToDoubleFunction<T> figure) {
        return runs.stream().mapToDouble(figure).average().orElse(Double.NaN);
    }
}
