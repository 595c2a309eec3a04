package io.campanile.load.agreement;

import io.campanile.core.ensemble.EnsembleConfig;
import io.campanile.core.round.Burst;
import io.campanile.core.round.ClusterConfig;
import io.campanile.proto.socket.TimeStamps;
import io.campanile.proto.socket.Transport;
import java.time.Duration;

/**
 * What to measure.
 *
 * @param slaves how many slaves; 2 to 32, each a process
 * @param burst probes to each slave in a round; 1 to 16
 * @param round how often a round starts; 10ms to 1h
 * @param duration how long to measure; 1s to 1h
 * @param warmUp how long to wait before; up to 1h
 * @param transport what carries the messages
 * @param stamps who stamps the datagrams, if it is datagrams
 */
public record AgreementConfig(
        int slaves,
        int burst,
        Duration round,
        Duration duration,
        Duration warmUp,
        Transport transport,
        TimeStamps stamps) {

    private static final int MAX_SLAVES = 32;
    private static final Duration LONGEST = Duration.ofHours(1);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException naming the setting and its range
     */
    public AgreementConfig {
        require(
                slaves >= 2 && slaves <= MAX_SLAVES,
                "the number of slaves is " + slaves + "; choose 2 to " + MAX_SLAVES);
        require(
                duration.compareTo(Duration.ofSeconds(1)) >= 0 && duration.compareTo(LONGEST) <= 0,
                "the duration is out of its range; choose 1s to 1h");
        require(
                !warmUp.isNegative() && warmUp.compareTo(LONGEST) <= 0,
                "the warm-up is out of its range; choose 0s to 1h");
        require(burst >= 1 && burst <= Burst.MOST, "the burst is " + burst + "; choose 1 to " + Burst.MOST);
        ClusterConfig.of(EnsembleConfig.DEFAULT, round.toNanos(), new Burst(burst));
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
