package io.campanile.bench.ladder;

import io.campanile.bench.process.CpuTimeline;
import io.campanile.bench.process.GcLog;
import io.campanile.bench.process.Proc;
import io.campanile.core.Units;
import io.campanile.core.round.Burst;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * One master under one load, both in processes of their own: first a {@link Visit}, then the load that is measured, from
 * outside, while nobody asks the master anything.
 */
public final class CampanileRun {

    private static final long LOOK_MILLIS = 100;
    private static final double MICRO_NANOS = 1000;

    private final Campanile campanile;
    private final Rung rung;
    private final Path scratch;

    /**
     * A run that has not begun.
     *
     * @param scratch a folder for its files; its path must not have a blank
     */
    public CampanileRun(Campanile campanile, Rung rung, Path scratch) {
        this.campanile = campanile;
        this.rung = rung;
        this.scratch = scratch;
    }

    /** Runs it. */
    public CampanileFigures measure(Burst burst) throws IOException, InterruptedException {
        Path log = scratch.resolve("gc.log");
        try (Campanile.Master master =
                campanile.master(rung.transport(), rung.roundSeconds(), burst.toString(), GcLog.flag(log.toString()))) {
            Visit visit = Visit.pay(campanile, master, rung, scratch);
            return measure(master, visit, log);
        }
    }

    private CampanileFigures measure(Campanile.Master master, Visit visit, Path log)
            throws IOException, InterruptedException {
        long pid = master.process().pid();
        CpuTimeline timeline = new CpuTimeline();
        try (Generator load = Generator.start(campanile, master, rung, scratch.resolve("load.json"))) {
            long end = watch(pid, load, timeline);
            long residentBytes = Proc.residentBytes(pid);
            LoadFigures figures = load.lastFigures();
            // Whole rounds: the work of a round is not spread evenly over it.
            long rounds = rung.rounds(figures.measuredSeconds());
            long nanos = rounds * rung.roundSeconds() * Units.SECOND_NANOS;
            double cpuMicros = timeline.cpuMicrosBetween(end - nanos, end);
            return new CampanileFigures(
                    figures,
                    cpuMicros / figures.slaveRounds(rounds),
                    cpuMicros * MICRO_NANOS / nanos,
                    residentBytes,
                    visit.heapBytesPerSlave(),
                    visit.allocatedBytesPerSlaveRound(),
                    GcLog.parse(Files.readAllLines(log)).between(end - nanos, end));
        }
    }

    /**
     * Looks at the master until the load has measured, while all slaves are still there.
     *
     * @return when that was
     */
    private static long watch(long pid, Generator load, CpuTimeline timeline) throws IOException, InterruptedException {
        while (load.isMeasuring()) {
            timeline.look(pid);
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        long end = System.nanoTime();
        timeline.look(pid);
        return end;
    }
}
