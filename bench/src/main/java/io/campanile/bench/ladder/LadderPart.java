package io.campanile.bench.ladder;

import io.campanile.bench.report.Figures;
import io.campanile.bench.report.MarkdownTable;
import io.campanile.bench.report.Part;
import io.campanile.core.round.Burst;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Campanile under one load after the other, each beside a bare echo of the same size.
 *
 * @param campanile which one
 * @param rungs the loads
 * @param scratch a folder for files
 */
public record LadderPart(Campanile campanile, List<Rung> rungs, Path scratch) implements Part {

    @Override
    public String measure() throws IOException, InterruptedException {
        MarkdownTable cost = new MarkdownTable(
                "transport",
                "slaves",
                "round",
                "burst",
                "CPU µs per slave-round",
                "echo",
                "ratio",
                "master's CPU",
                "heap per slave",
                "allocated per slave-round",
                "collector p99",
                "longest stop");
        MarkdownTable accuracy = new MarkdownTable(
                "transport",
                "slaves",
                "round",
                "burst",
                "in",
                "lost",
                "coverage",
                "error p50",
                "p99",
                "p99.9",
                "largest",
                "violations",
                "generator's CPU");
        List<String> failures = new ArrayList<>();
        for (Rung rung : rungs) {
            try {
                climb(rung, cost, accuracy);
            } catch (IOException e) {
                // How far the ladder goes is a finding, too.
                failures.add("\n`%s` failed: %s\n".formatted(rung, e.getMessage()));
            }
        }
        return cost.text() + "\n" + accuracy.text() + String.join("", failures);
    }

    private void climb(Rung rung, MarkdownTable cost, MarkdownTable accuracy) throws IOException, InterruptedException {
        System.out.println("ladder: " + rung);
        Campanile measured = campanile.forSlaves(rung.slaves());
        double echoMicros = EchoPart.beside(rung).measure(measured.jvmFlags()).cpuMicrosPerExchange();
        for (Burst burst : rung.bursts()) {
            CampanileFigures figures = new CampanileRun(measured, rung, scratch).measure(burst);
            int probes = rung.probes(burst);
            // A burst of several is several exchanges.
            addCost(cost, rung, probes, figures, probes == 1 ? echoMicros : Double.NaN);
            addAccuracy(accuracy, rung, probes, figures.load());
        }
    }

    private static void addCost(MarkdownTable table, Rung rung, int probes, CampanileFigures figures, double echo) {
        table.row(
                rung.transport().toString(),
                Figures.count(rung.slaves()),
                rung.roundSeconds() + " s",
                "" + probes,
                Figures.number(figures.cpuMicrosPerSlaveRound()),
                Figures.number(echo),
                Figures.number(Figures.ratio(figures.cpuMicrosPerSlaveRound(), echo)),
                Figures.percent(figures.cpuShare()),
                Figures.bytes(figures.heapBytesPerSlave()),
                Figures.bytes(figures.allocatedBytesPerSlaveRound()),
                Figures.nanos(figures.gc().pauseNanos(0.99)),
                Figures.nanos(figures.gc().longestStopNanos()));
    }

    private static void addAccuracy(MarkdownTable table, Rung rung, int probes, LoadFigures load) {
        table.row(
                rung.transport().toString(),
                Figures.count(rung.slaves()),
                rung.roundSeconds() + " s",
                "" + probes,
                Figures.count(load.connected()),
                Figures.count(load.disconnected()),
                Figures.percent(load.coverage(), 3),
                Figures.nanos(load.p50ErrorNanos()),
                Figures.nanos(load.p99ErrorNanos()),
                Figures.nanos(load.p999ErrorNanos()),
                Figures.nanos(load.maxErrorNanos()),
                Figures.count(load.violations()),
                Figures.percent(load.cpuShare()));
    }
}
