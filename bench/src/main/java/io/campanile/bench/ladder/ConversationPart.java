package io.campanile.bench.ladder;

import io.campanile.bench.process.Proc;
import io.campanile.bench.report.Figures;
import io.campanile.bench.report.MarkdownTable;
import io.campanile.bench.report.Part;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The same load three times: while nobody says a word, while as many slaves as a master seats announce as much as it passes
 * on, and while they do so at another master beside it.
 *
 * @param campanile which one
 * @param rung the load
 * @param scratch a folder for files
 */
public record ConversationPart(Campanile campanile, Rung rung, Path scratch) implements Part {

    /** The limits of docs/protocol.md. */
    private static final int TALKERS = 200;

    private static final int PER_SECOND = 100;

    @Override
    public String measure() throws IOException, InterruptedException {
        MarkdownTable table = new MarkdownTable(
                "slaves", "talkers", "delivered/s", "master's CPU", "coverage", "error p50", "p99", "largest");
        for (int talkers : new int[] {0, TALKERS}) {
            try (Campanile.Master master = master()) {
                row(table, Figures.count(talkers), master, master, talkers);
            }
        }
        // What they take from the cores that all processes share, and nothing else.
        try (Campanile.Master master = master();
                Campanile.Master another = master()) {
            row(table, Figures.count(TALKERS) + " at another master", master, another, TALKERS);
        }
        return table.text();
    }

    private Campanile sized() {
        return campanile.forSlaves(rung.slaves());
    }

    private Campanile.Master master() throws IOException, InterruptedException {
        return sized().master(rung.transport(), rung.roundSeconds(), "auto");
    }

    private void row(MarkdownTable table, String who, Campanile.Master master, Campanile.Master stage, int talkers)
            throws IOException, InterruptedException {
        try (Talkers talk = Talkers.start(Integer.parseInt(stage.port()), talkers, PER_SECOND)) {
            long pid = master.process().pid();
            long began = System.nanoTime();
            long cpuBefore = Proc.cpuMicros(pid);
            long heardBefore = talk.heard();
            LoadFigures figures;
            try (Generator load = Generator.start(sized(), master, rung, scratch.resolve("conversation.json"))) {
                figures = load.figures();
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            table.row(
                    Figures.count(rung.slaves()),
                    who,
                    Figures.count(Math.round((talk.heard() - heardBefore) / seconds)),
                    Figures.percent((Proc.cpuMicros(pid) - cpuBefore) / seconds / 1e6),
                    Figures.percent(figures.coverage(), 3),
                    Figures.nanos(figures.p50ErrorNanos()),
                    Figures.nanos(figures.p99ErrorNanos()),
                    Figures.nanos(figures.maxErrorNanos()));
        }
    }
}
