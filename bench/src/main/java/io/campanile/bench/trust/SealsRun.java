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

/**
 * Slaves over UDP without seals and with them.
 *
 * @param campanile which one
 * @param pki whose certificates
 * @param rung the load
 * @param scratch a folder for files
 */
record SealsRun(Campanile campanile, Pki pki, Rung rung, Path scratch) {

    private static final Burst ONE = new Burst(1);

    /** What came of it, as a table. */
    String measure() throws IOException, InterruptedException {
        Campanile sized = campanile.forSlaves(rung.slaves());
        CampanileFigures plain = new CampanileRun(sized, rung, scratch).measure(ONE);
        CampanileFigures sealed = new CampanileRun(sized.with(pki), rung, scratch).measure(ONE);
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

    private void row(MarkdownTable table, String name, CampanileFigures run) {
        LoadFigures load = run.load();
        table.row(
                name,
                Figures.count(rung.slaves()),
                Figures.number(run.cpuMicrosPerSlaveRound()),
                Figures.bytes(run.heapBytesPerSlave()),
                Figures.count(load.disconnected()),
                Figures.percent(load.coverage(), 3),
                Figures.nanos(load.p50ErrorNanos()),
                Figures.nanos(load.p99ErrorNanos()),
                Figures.count(load.violations()));
    }

    private static double p99(CampanileFigures run) {
        return run.load().p99ErrorNanos();
    }
}
