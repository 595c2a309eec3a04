package io.campanile.bench.echo;

/**
 * What a server found out.
 *
 * @param exchanges how many were completed
 * @param lost how many probes were not answered
 * @param seconds for how long it was measured
 * @param cpuMicros CPU time of the server meanwhile
 * @param p50Nanos half of the round trips took no longer
 * @param p99Nanos 99 of 100
 */
public record EchoFigures(long exchanges, long lost, double seconds, long cpuMicros, long p50Nanos, long p99Nanos) {

    /** What one exchange costs the server. */
    public double cpuMicrosPerExchange() {
        return (double) cpuMicros / exchanges;
    }
}
