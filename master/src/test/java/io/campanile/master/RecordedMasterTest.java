package io.campanile.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.campanile.core.ensemble.EnsembleConfig;
import io.campanile.core.replay.Comparison;
import io.campanile.core.replay.Event;
import io.campanile.core.replay.EventRecorder;
import io.campanile.core.replay.Replay;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** What a real master was told over real sockets makes the same decisions again. */
class RecordedMasterTest {

    private static final int ROUNDS = 12;

    private final Collection<Event> events = new ConcurrentLinkedQueue<>();

    @Test
    void decidesTheSameAgainToTheLastBit() throws Exception {
        try (Cluster cluster = new Cluster(Cluster.options(EnsembleConfig.DEFAULT), new EventRecorder(events::add))) {
            cluster.join("a1", Duration.ofSeconds(2), 40);
            cluster.join("a2", Duration.ofSeconds(-3), -20);
            cluster.join("a3", Duration.ofMillis(700), 5);
            await().until(() -> cluster.round() >= ROUNDS);
            cluster.join("a4", Duration.ofSeconds(1), 0).slave().stop();
            long joined = cluster.round();
            await().until(() -> cluster.round() >= joined + ROUNDS);
        }

        Comparison comparison = new Comparison();
        Replay replay = new Replay(comparison);
        events.forEach(replay::take);

        assertThat(comparison.first()).isEmpty();
        assertThat(comparison.rounds()).isGreaterThanOrEqualTo(2 * ROUNDS);
        assertThat(comparison.corrections()).isPositive();
        assertThat(comparison.incomparableRounds()).isZero();
    }
}
