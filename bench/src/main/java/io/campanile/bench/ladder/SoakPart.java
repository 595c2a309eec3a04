package io.campanile.bench.ladder;

import io.campanile.bench.process.Child;
import io.campanile.bench.process.Jcmd;
import io.campanile.bench.process.LiveObjects;
import io.campanile.bench.process.Proc;
import io.campanile.bench.report.Figures;
import io.campanile.bench.report.MarkdownTable;
import io.campanile.bench.report.Part;
import io.campanile.core.session.MasterSession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Whether a master's memory grows: what it keeps, looked at several times while slaves come and go.
 *
 * @param campanile which one
 * @param rung the load
 * @param scratch a folder for files
 */
public record SoakPart(Campanile campanile, Rung rung, Path scratch) implements Part {

    private static final int LOOKS = 5;

    /** So that every slave is in at the first look. */
    private static final int SETTLE_SECONDS = 10;

    /** So many slaves leave in a second, of a hundred. */
    private static final int CHURN_PERCENT = 1;

    @Override
    public String measure() throws IOException, InterruptedException {
        String churn = Math.max(1, rung.slaves() * CHURN_PERCENT / 100) + "/s";
        MarkdownTable table =
                new MarkdownTable("after", "transport", "churn", "sessions", "heap in use", "resident memory");
        try (Campanile.Master master =
                        campanile.forSlaves(rung.slaves()).master(rung.transport(), rung.roundSeconds(), "auto");
                Child load = campanile.load(rung, master, scratch.resolve("soak.json"), "--churn", churn)) {
            long pid = master.process().pid();
            long began = System.nanoTime();
            TimeUnit.SECONDS.sleep(rung.joinSeconds() + SETTLE_SECONDS);
            for (int look = 0; look < LOOKS; look++) {
                LiveObjects live = Jcmd.liveObjects(pid, MasterSession.class);
                table.row(
                        Figures.nanos(System.nanoTime() - began),
                        rung.transport().toString(),
                        churn,
                        Figures.count(live.instances()),
                        Figures.bytes(live.bytes()),
                        Figures.bytes(Proc.residentBytes(pid)));
                if (look < LOOKS - 1) {
                    TimeUnit.SECONDS.sleep((rung.seconds() - SETTLE_SECONDS) / (LOOKS - 1));
                }
            }
            if (!load.isAlive()) {
                throw new IOException("the load ended before its time: " + load.output());
            }
        }
        return table.text();
    }
}
