package io.campanile.bench.jmh;

import io.campanile.core.Exchange;
import io.campanile.core.Units;
import io.campanile.core.filter.ClockEstimate;
import io.campanile.core.filter.ClockFilter;
import io.campanile.core.filter.FilterLimits;
import io.campanile.core.filter.Jump;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The filter of one session, its window full. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Filter {

    private static final long TURNAROUND_NANOS = 20_000;
    private static final double DRIFT_PPB = 40_000;

    private final ClockFilter filter = new ClockFilter(FilterLimits.DEFAULT);
    private final Delays delays = new Delays();
    private long nowNanos = 1_800_000_000L * Units.SECOND_NANOS;
    private long seconds;

    /** Fills the window. */
    @Setup
    public void fill() {
        for (int i = 0; i < ClockFilter.WINDOW; i++) {
            add().ifPresent(jump -> {
                throw new IllegalStateException("the filter took a steady clock for one that jumps: " + jump);
            });
        }
    }

    /** One more exchange, a second later. */
    @Benchmark
    public Optional<Jump> add() {
        nowNanos += Units.SECOND_NANOS;
        long offset = Math.round(DRIFT_PPB * ++seconds);
        long t2 = nowNanos + delays.nextNanos() + offset;
        long t3 = t2 + TURNAROUND_NANOS;
        return filter.add(new Exchange(nowNanos, t2, t3, t3 - offset + delays.nextNanos()));
    }

    /** What the window says. */
    @Benchmark
    public Optional<ClockEstimate> estimate() {
        return filter.estimate(nowNanos + Units.SECOND_NANOS);
    }
}
