package io.campanile.load.failover;

import io.campanile.core.round.Burst;
import io.campanile.proto.socket.Transport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * What is to be run.
 *
 * @param campanile makes a campanile command of its arguments, not started yet
 * @param sites where the masters run; one of them is a master without a group
 * @param folder where the masters keep what they remember
 * @param transport how slaves reach them
 * @param slaves how many slaves; 2 to 100 000
 * @param round how often a round starts
 * @param burst how many probes each gets in it
 * @param watched for how long before and after a fault the clocks are compared; 1 s to 1 min
 */
public record RigConfig(
        Function<List<String>, ProcessBuilder> campanile,
        List<Site> sites,
        Path folder,
        Transport transport,
        int slaves,
        Duration round,
        Burst burst,
        Duration watched) {

    private static final int MOST_SLAVES = 100_000;
    private static final Duration LEAST_WATCHED = Duration.ofSeconds(1);
    private static final Duration MOST_WATCHED = Duration.ofMinutes(1);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException naming the value and its range
     */
    public RigConfig {
        sites = List.copyOf(sites);
        require(!sites.isEmpty(), "there is no master; name one site at least");
        require(
                slaves >= 2 && slaves <= MOST_SLAVES,
                "the number of slaves is " + slaves + "; choose 2 to " + MOST_SLAVES);
        require(
                watched.compareTo(LEAST_WATCHED) >= 0 && watched.compareTo(MOST_WATCHED) <= 0,
                "the time that is watched is out of its range; choose 1 s to 1 min");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
