package io.campanile.bench.echo;

import io.campanile.bench.process.Proc;
import io.campanile.core.Units;
import java.io.IOException;
import org.HdrHistogram.Histogram;

/** Times the exchanges with all peers, of which each has one on its way at most. The event loop owns it. */
final class RoundTrips {

    private static final int DIGITS = 3;

    private final long[] departedAtNanos;
    private final Histogram histogram = new Histogram(DIGITS);
    private final long pid = ProcessHandle.current().pid();
    private long departed;
    private long beganAtNanos;
    private long cpuMicrosBefore;

    RoundTrips(int peers) {
        departedAtNanos = new long[peers];
    }

    void departed(int peer) {
        departed++;
        departedAtNanos[peer] = System.nanoTime();
    }

    void arrived(int peer) {
        histogram.recordValue(System.nanoTime() - departedAtNanos[peer]);
    }

    /** Measures from now on. */
    void begin() throws IOException {
        histogram.reset();
        departed = 0;
        beganAtNanos = System.nanoTime();
        cpuMicrosBefore = Proc.cpuMicros(pid);
    }

    /** What was measured until now. */
    EchoFigures end() throws IOException {
        long cpuMicros = Proc.cpuMicros(pid) - cpuMicrosBefore;
        long arrived = histogram.getTotalCount();
        return new EchoFigures(
                arrived,
                Math.max(0, departed - arrived),
                (double) (System.nanoTime() - beganAtNanos) / Units.SECOND_NANOS,
                cpuMicros,
                histogram.getValueAtPercentile(50),
                histogram.getValueAtPercentile(99));
    }
}
