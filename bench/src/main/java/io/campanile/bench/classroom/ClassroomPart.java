package io.campanile.bench.classroom;

import io.campanile.bench.ladder.Campanile;
import io.campanile.bench.ladder.CampanileFigures;
import io.campanile.bench.ladder.CampanileRun;
import io.campanile.bench.ladder.Rung;
import io.campanile.bench.report.Figures;
import io.campanile.bench.report.MarkdownTable;
import io.campanile.bench.report.Part;
import io.campanile.core.round.Burst;
import io.campanile.proto.socket.Transport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The classroom design and Campanile side by side: the same slaves, the same cycle.
 *
 * @param campanile which one
 * @param sizes how many slaves
 * @param seconds for how long each is measured
 * @param scratch a folder for files
 */
public record ClassroomPart(Campanile campanile, List<Integer> sizes, int seconds, Path scratch) implements Part {

    private static final int CYCLE_SECONDS = 5;

    @Override
    public String measure() throws IOException, InterruptedException {
        MarkdownTable table = new MarkdownTable(
                "design", "slaves", "held", "server's CPU", "its memory", "error p50", "p99", "largest");
        for (int size : sizes) {
            Campanile measured = campanile.forSlaves(size);
            ClassroomRun.Result theirs = new ClassroomRun(size, CYCLE_SECONDS, seconds).measure(measured.jvmFlags());
            table.row(
                    "classroom",
                    Figures.count(size),
                    Figures.count(theirs.agreement().held()),
                    Figures.percent(theirs.cpuShare()),
                    Figures.bytes(theirs.residentBytes()),
                    Figures.nanos(theirs.agreement().p50Nanos()),
                    Figures.nanos(theirs.agreement().p99Nanos()),
                    Figures.nanos(theirs.agreement().maxNanos()));
            Rung rung = new Rung(Transport.TCP, size, CYCLE_SECONDS, seconds);
            CampanileFigures ours = new CampanileRun(measured, rung, scratch).measure(Burst.AUTO);
            table.row(
                    "Campanile",
                    Figures.count(size),
                    Figures.count(ours.load().connected()),
                    Figures.percent(ours.cpuShare()),
                    Figures.bytes(ours.residentBytes()),
                    Figures.nanos(ours.load().p50ErrorNanos()),
                    Figures.nanos(ours.load().p99ErrorNanos()),
                    Figures.nanos(ours.load().maxErrorNanos()));
        }
        return table.text();
    }
}
