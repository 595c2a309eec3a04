package io.campanile.bench.jmh;

import io.campanile.clock.ClusterReading;
import io.campanile.clock.DisciplinedClock;
import io.campanile.clock.SystemClock;
import io.campanile.clock.TimeInterval;
import io.campanile.core.LocalClock;
import io.campanile.core.Units;
import io.campanile.core.discipline.Correction;
import io.campanile.core.discipline.DisciplineLimits;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Reading a cluster clock, beside {@code System.nanoTime}, which each reading is made of. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ClockRead {

    private static final Instant MOMENT = Instant.parse("2026-11-29T00:00:00Z");

    /** What a clock does while it is read. */
    public enum Pace {
        /** It shows its target. */
        STEADY,
        /** It runs towards its target, and is still far from it when the benchmark ends. */
        SLEWING
    }

    /** A clock that was corrected. */
    @State(Scope.Benchmark)
    @SuppressWarnings("NullAway.Init") // JMH sets it up
    public static class Corrected {

        /** 1 ppm: a tenth of a second takes a day. */
        private static final DisciplineLimits SLOWLY = new DisciplineLimits(1_000, 128_000_000);

        private static final long LAG_NANOS = -100_000_000;
        private static final long DAY_NANOS = 86_400 * Units.SECOND_NANOS;

        /** What it does. */
        @Param
        public Pace pace;

        private DisciplinedClock clock;

        /** Corrects it. */
        @Setup
        public void correct() {
            LocalClock local = new SystemClock();
            clock = new DisciplinedClock(local, SLOWLY);
            clock.correct(correction(0, local.nanos(), 40_000, 2_000_000));
            if (pace == Pace.SLEWING) {
                clock.correct(correction(1, local.nanos(), 0, LAG_NANOS));
            }
        }

        private static Correction correction(long base, long atNanos, double ratePpb, long offsetNanos) {
            return new Correction(1, 1, base, atNanos, offsetNanos, ratePpb, 50_000, 15_000, DAY_NANOS, DAY_NANOS);
        }
    }

    /** The machine's own. */
    @Benchmark
    public long systemNanoTime() {
        return System.nanoTime();
    }

    /** The time alone. */
    @Benchmark
    public long nanos(Corrected corrected) {
        return corrected.clock.nanos();
    }

    /** With its error and status. */
    @Benchmark
    public ClusterReading read(Corrected corrected) {
        return corrected.clock.read();
    }

    /** Earliest and latest, of which the caller keeps the numbers: the JVM makes no object of them. */
    @Benchmark
    public long interval(Corrected corrected) {
        TimeInterval interval = corrected.clock.interval();
        return interval.earliestNanos() ^ interval.latestNanos();
    }

    /** The same for a caller that keeps the interval. */
    @Benchmark
    public TimeInterval intervalKept(Corrected corrected) {
        return corrected.clock.interval();
    }

    /** Whether a moment is over. */
    @Benchmark
    public boolean isAfter(Corrected corrected) {
        return corrected.clock.isAfter(MOMENT);
    }
}
