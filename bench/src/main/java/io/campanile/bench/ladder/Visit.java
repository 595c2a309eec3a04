package io.campanile.bench.ladder;

import io.campanile.bench.process.Child;
import io.campanile.bench.process.Jcmd;
import io.campanile.bench.process.LiveObjects;
import io.campanile.core.Units;
import io.campanile.core.session.MasterSession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A short load for the questions that stop a master's threads: what does it keep, and what does it allocate? It warms the
 * master up, too.
 *
 * @param heapBytesPerSlave what a slave adds to the heap that is in use
 * @param allocatedBytesPerSlaveRound what is allocated for a slave in a round
 */
record Visit(double heapBytesPerSlave, double allocatedBytesPerSlaveRound) {

    /** A JVM to start, first rounds, the slowest joiner. */
    private static final int SETTLE_SECONDS = 8;

    private static final int ROUNDS = 5;

    /** Questions take their time. */
    private static final int SPARE_SECONDS = 10;

    /** For the slowest joiner of a busy machine, from which on a load counts, and for its summing up. */
    private static final int PATIENCE_SECONDS = 60;

    static Visit pay(Campanile campanile, Campanile.Master master, Rung rung, Path scratch)
            throws IOException, InterruptedException {
        long pid = master.process().pid();
        LiveObjects empty = Jcmd.liveObjects(pid, MasterSession.class);
        int roundsSeconds = ROUNDS * rung.roundSeconds();
        Rung brief = rung.warmedUp(0).during(SETTLE_SECONDS + roundsSeconds + SPARE_SECONDS);
        try (Child load = campanile.load(brief, master, scratch.resolve("visit.json"))) {
            TimeUnit.SECONDS.sleep(rung.joinSeconds() + SETTLE_SECONDS);
            long from = System.nanoTime();
            long allocatedBefore = Jcmd.allocatedBytes(pid);
            TimeUnit.SECONDS.sleep(roundsSeconds);
            double rounds = (double) (System.nanoTime() - from) / Units.SECOND_NANOS / rung.roundSeconds();
            long allocated = Jcmd.allocatedBytes(pid) - allocatedBefore;
            LiveObjects full = Jcmd.liveObjects(pid, MasterSession.class);
            if (full.instances() == 0) {
                throw new IOException("no slave reached the master: " + load.output());
            }
            load.awaitEnd(rung.joinSeconds() + brief.seconds() + PATIENCE_SECONDS);
            return new Visit(
                    (double) (full.bytes() - empty.bytes()) / full.instances(), allocated / rounds / full.instances());
        }
    }
}
