package io.campanile.bench.jmh;

import io.campanile.core.ensemble.ClockReport;
import io.campanile.core.ensemble.RoundResult;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The end of a round: from the reports of all sessions to cluster time and a verdict on each. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH sets it up
public class Selection {

    /** How many slaves. */
    @Param({"100", "10000", "100000"})
    public int members;

    private InMemoryCluster cluster;
    private List<ClockReport> reports;

    /** Measures a round. */
    @Setup
    public void measure() {
        cluster = new InMemoryCluster(members);
        reports = cluster.measure();
    }

    /** Decides it. */
    @Benchmark
    public RoundResult close() {
        return cluster.decide(reports);
    }
}
