package io.campanile.load;

import io.campanile.proto.socket.TimeStamps;
import io.campanile.proto.socket.Transport;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What load to put on a master.
 *
 * @param masters where the masters are, unresolved; at least one
 * @param transport how to reach them
 * @param stamps who stamps the slaves' datagrams; what goes over connections the generator stamps
 * @param slaves how many slaves, liars included; 1 to a million
 * @param rampPerSecond how many of them start in a second; 1 to 100 000
 * @param warmUp how long to wait, from when all had their chance to connect, until it is measured
 * @param duration how long to measure
 * @param maxOffset how far their clocks are off at most; 0 s to 500 s
 * @param maxDriftPpb how fast they drift at most, in ppb; 0 to 500 000
 * @param liars how many of the slaves lie, by an hour or two
 * @param churnPerSecond how many leave in a second and are replaced while it is measured; 0 to 1000
 * @param threads event loops; 1 to 64
 * @param seed decides who is how wrong
 * @param identities what each of them proves itself with; null to encrypt nothing
 */
public record LoadConfig(
        List<InetSocketAddress> masters,
        Transport transport,
        TimeStamps stamps,
        int slaves,
        double rampPerSecond,
        Duration warmUp,
        Duration duration,
        Duration maxOffset,
        double maxDriftPpb,
        int liars,
        double churnPerSecond,
        int threads,
        long seed,
        @Nullable Identities identities) {

    private static final int MAX_SLAVES = 1_000_000;
    private static final int MAX_RAMP = 100_000;
    private static final Duration MAX_OFFSET = Duration.ofSeconds(500);
    private static final double MAX_DRIFT_PPB = 500_000;
    private static final int MAX_CHURN = 1000;
    private static final int MAX_THREADS = 64;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException naming the setting, its value and what to choose
     */
    public LoadConfig {
        masters = List.copyOf(masters);
        require(
                transport != Transport.TCP || !stamps.needsDatagrams(),
                "the kernel and network cards stamp datagrams: for their time stamps, choose the transport auto or udp");
        stamps.require();
        require(!masters.isEmpty(), "there is no master; give HOST:PORT");
        require(
                slaves >= 1 && slaves <= MAX_SLAVES,
                "the number of slaves is " + slaves + "; choose 1 to " + MAX_SLAVES);
        require(
                rampPerSecond >= 1 && rampPerSecond <= MAX_RAMP,
                "the ramp is out of its range; choose 1/s to " + MAX_RAMP + "/s");
        require(!warmUp.isNegative(), "the warm-up is negative");
        require(!duration.isNegative(), "the duration is negative");
        require(
                !maxOffset.isNegative() && maxOffset.compareTo(MAX_OFFSET) <= 0,
                "the largest offset is out of its range; choose 0s to 500s");
        require(
                maxDriftPpb >= 0 && maxDriftPpb <= MAX_DRIFT_PPB,
                "the largest drift is out of its range; choose 0ppm to 500ppm");
        require(
                liars >= 0 && liars <= slaves,
                "the number of liars is " + liars + "; choose 0 to the number of slaves, " + slaves);
        require(
                churnPerSecond >= 0 && churnPerSecond <= MAX_CHURN,
                "the churn is out of its range; choose 0/s to " + MAX_CHURN + "/s");
        require(
                threads >= 1 && threads <= MAX_THREADS,
                "the number of threads is " + threads + "; choose 1 to " + MAX_THREADS);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
