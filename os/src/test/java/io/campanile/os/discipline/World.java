package io.campanile.os.discipline;

import io.campanile.clock.DisciplinedClock;
import io.campanile.core.discipline.Correction;
import io.campanile.core.discipline.DisciplineLimits;
import io.campanile.core.discipline.Timeline;
import java.io.IOException;
import java.util.Random;

/** A machine in virtual time whose oscillator is wrong, and a master that corrects its cluster clock each second. */
final class World {

    private static final double PPB = 1e9;

    final FakeKernel kernel;
    final RawClock local;
    final DisciplinedClock cluster;
    final Follower follower;
    final Steering steering;

    /** By how much cluster time runs faster than the oscillator, in ppb. */
    private final double ratePpb;

    private final long startLocal;
    private final long startCluster;
    private final Random random = new Random(7);
    private long round;

    /** How far a correction is from the truth, as a deviation; both in the same way as a busy network has it. */
    long noiseNanos;

    double rateNoisePpb;

    /** Whether the master is there. */
    boolean corrected = true;

    /** Whether the machine's clock has gone back since it was last asked. */
    private boolean wentBack;

    private long shown = Long.MIN_VALUE;

    /**
     * A machine that nobody has corrected yet.
     *
     * @param aheadNanos by how much its clock is ahead of cluster time
     * @param ratePpb by how much cluster time runs faster than its oscillator
     */
    World(FakeKernel kernel, long aheadNanos, double ratePpb, Steering steering) throws IOException {
        this.kernel = kernel;
        this.ratePpb = ratePpb;
        this.steering = steering;
        local = new RawClock(kernel::rawNanos, kernel.machine());
        cluster = new DisciplinedClock(local, DisciplineLimits.DEFAULT);
        startLocal = local.nanos();
        startCluster = startLocal - aheadNanos;
        follower = new Follower(kernel, local, cluster, steering, kernel.state());
    }

    /** One whose clock is left as it was found, and that remembers nothing. */
    static World of(long aheadNanos, double ratePpb) throws IOException {
        FakeKernel kernel = new FakeKernel();
        return new World(kernel, aheadNanos, ratePpb, new Steering(0, false, MachineClock.STEP_THRESHOLD_NANOS));
    }

    /** What cluster time really is. */
    long trueNanos() {
        long passed = local.nanos() - startLocal;
        return startCluster + passed + Math.round(passed * ratePpb / PPB);
    }

    /** By how much the machine's clock is ahead of it. */
    long aheadNanos() {
        return kernel.wallNanos() - trueNanos();
    }

    /** Lets seconds pass, with a correction and a look in each. */
    void run(int seconds) throws IOException {
        for (int i = 0; i < seconds; i++) {
            if (corrected) {
                correct();
            }
            follower.work();
            shown = kernel.wallNanos();
            for (int tick = 0; tick < 10; tick++) {
                kernel.run(FakeKernel.SECOND / 10);
                wentBack |= kernel.wallNanos() < shown;
                shown = kernel.wallNanos();
            }
        }
    }

    boolean wentBack() {
        return wentBack;
    }

    private void correct() {
        correctOnce(cluster);
    }

    /** Has the master correct a clock of this machine. */
    void correctOnce(DisciplinedClock clock) {
        Timeline timeline = clock.read().timeline();
        long now = clock.local().nanos();
        double rate = ratePpb + random.nextGaussian() * rateNoisePpb;
        long target = trueNanos() + Math.round(random.nextGaussian() * noiseNanos);
        clock.correct(new Correction(
                1,
                ++round,
                timeline.target().version(),
                now,
                target - timeline.target().at(now),
                rate - timeline.target().ratePpb(),
                4 * noiseNanos + 1_000,
                100,
                3 * FakeKernel.SECOND,
                600 * FakeKernel.SECOND));
    }
}
