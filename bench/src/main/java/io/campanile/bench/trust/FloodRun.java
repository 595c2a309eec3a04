package io.campanile.bench.trust;

import io.campanile.bench.ladder.Campanile;
import io.campanile.bench.ladder.Generator;
import io.campanile.bench.ladder.LoadFigures;
import io.campanile.bench.ladder.Rung;
import io.campanile.bench.process.Child;
import io.campanile.bench.process.Proc;
import io.campanile.bench.report.Figures;
import io.campanile.bench.report.MarkdownTable;
import io.campanile.proto.socket.Transport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Hellos of strangers over UDP, by a process of its own, on a master with little memory; honest slaves beside them.
 *
 * @param campanile which one
 * @param hellos how many
 * @param perSecond how many of them in a second
 * @param addresses from how many addresses
 * @param honest how many slaves
 * @param scratch a folder for files
 */
record FloodRun(Campanile campanile, int hellos, int perSecond, int addresses, int honest, Path scratch) {

    private static final String HEAP = "-Xmx128m";
    private static final int SETTLE_SECONDS = 10;
    private static final int AFTER_SECONDS = 10;
    private static final int SPARE_SECONDS = 120;
    private static final Pattern PROVED = Pattern.compile("proved (\\d+) ");

    /** What came of it, as a table. */
    String measure() throws IOException, InterruptedException {
        MarkdownTable table = new MarkdownTable(
                "hellos",
                "in a second",
                "addresses",
                "proven",
                "memory before",
                "at most",
                "honest slaves",
                "in at the end",
                "lost",
                "rounds",
                "coverage",
                "error p99",
                "violations");
        int floodSeconds = (hellos + perSecond - 1) / perSecond;
        Rung rung = new Rung(Transport.UDP, honest, 1, SETTLE_SECONDS + floodSeconds + AFTER_SECONDS);
        try (Campanile.Master master = campanile.master(Transport.UDP, 1, "auto", HEAP);
                Generator load = Generator.start(campanile, master, rung, scratch.resolve("honest.json"))) {
            TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
            long pid = master.process().pid();
            long before = Proc.residentBytes(pid);
            long most = before;
            String proven;
            try (Child flood =
                    Child.java(List.of(), Flood.class, master.port(), "" + hellos, "" + perSecond, "" + addresses)) {
                while (flood.isAlive() && master.process().isAlive()) {
                    most = Math.max(most, Proc.residentBytes(pid));
                    TimeUnit.MILLISECONDS.sleep(100);
                }
                proven = flood.await(PROVED, SPARE_SECONDS);
            }
            LoadFigures figures = load.figures();
            table.row(
                    Figures.count(hellos),
                    Figures.count(perSecond),
                    Figures.count(addresses),
                    Figures.count(Long.parseLong(proven)),
                    Figures.bytes(before),
                    Figures.bytes(Math.max(most, Proc.residentBytes(pid))),
                    Figures.count(honest),
                    Figures.count(figures.connected()),
                    Figures.count(figures.disconnected()),
                    "%s in %s s".formatted(figures.rounds(), Figures.number(figures.measuredSeconds())),
                    Figures.percent(figures.coverage(), 3),
                    Figures.nanos(figures.p99ErrorNanos()),
                    Figures.count(figures.violations()));
        }
        return table.text();
    }
}
