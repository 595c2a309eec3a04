package io.campanile.bench.jmh;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A whole round, of both ends, without messages becoming bytes: for each slave. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Round {

    private static final int SLAVES = 10_000;

    private final InMemoryCluster cluster = new InMemoryCluster(SLAVES);

    /** Probe, reading, filter, selection, correction. */
    @Benchmark
    @OperationsPerInvocation(SLAVES)
    public void perSlave() {
        cluster.round();
    }
}
