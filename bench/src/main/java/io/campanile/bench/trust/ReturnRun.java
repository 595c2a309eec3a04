package io.campanile.bench.trust;

import io.campanile.bench.ladder.Campanile;
import io.campanile.bench.ladder.Generator;
import io.campanile.bench.ladder.LoadFigures;
import io.campanile.bench.ladder.Pki;
import io.campanile.bench.ladder.Rung;
import io.campanile.bench.report.Figures;
import io.campanile.bench.report.MarkdownTable;
import io.campanile.proto.socket.Transport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Slaves with certificates that lose their connections all at once, and come back: each with a whole handshake. Others stay.
 *
 * @param campanile which one
 * @param many how many come back
 * @param few how many stay
 * @param times how often
 * @param scratch a folder for files
 */
record ReturnRun(Campanile campanile, int many, int few, int times, Path scratch) {

    private static final int SECONDS_EACH = 10;

    /** A JVM to start, and rounds for all to be members. */
    private static final int SETTLE_SECONDS = 15;

    /** What came of it, as a table. */
    String measure() throws IOException, InterruptedException {
        MarkdownTable table = new MarkdownTable(
                "come back", "first corrected", "half", "last", "stay", "lost", "coverage", "error p99", "violations");
        Pki pki = Pki.make(campanile, scratch.resolve("crowd"), Crowd.names(many));
        Campanile certified = campanile.with(pki);
        int seconds = SETTLE_SECONDS + times * SECONDS_EACH;
        try (Campanile.Master master = certified.forSlaves(many).master(Transport.TCP, 1, "auto");
                Crowd crowd = new Crowd(many, pki, Integer.parseInt(master.port()))) {
            crowd.join();
            Rung rung = new Rung(Transport.TCP, few, 1, seconds);
            try (Generator stay = Generator.start(certified, master, rung, scratch.resolve("stay.json"))) {
                TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
                List<long[]> returns = new ArrayList<>();
                for (int i = 0; i < times; i++) {
                    long began = System.nanoTime();
                    returns.add(crowd.comeBack());
                    System.out.printf("trust: %s came back in %s%n", many, Figures.nanos(worst(returns, 1)));
                    TimeUnit.NANOSECONDS.sleep(TimeUnit.SECONDS.toNanos(SECONDS_EACH) - (System.nanoTime() - began));
                }
                LoadFigures figures = stay.figures();
                table.row(
                        "%s, %s times".formatted(Figures.count(many), times),
                        Figures.nanos(worst(returns, 0)),
                        Figures.nanos(worst(returns, 0.5)),
                        Figures.nanos(worst(returns, 1)),
                        Figures.count(few),
                        Figures.count(figures.disconnected()),
                        Figures.percent(figures.coverage(), 3),
                        Figures.nanos(figures.p99ErrorNanos()),
                        Figures.count(figures.violations()));
            }
        }
        return table.text();
    }

    /** After which time this share of them was corrected, the worst time. */
    private static long worst(List<long[]> returns, double share) {
        return returns.stream()
                .mapToLong(sorted -> sorted[(int) Math.round(share * (sorted.length - 1))])
                .max()
                .orElseThrow();
    }
}
