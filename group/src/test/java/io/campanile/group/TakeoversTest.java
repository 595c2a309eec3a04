package io.campanile.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.group.Facts.Leader;
import io.campanile.master.GroupStatus;
import io.campanile.master.GroupStatus.Takeover;
import io.campanile.master.Leadership.Following;
import io.campanile.master.Leadership.Leading;
import io.campanile.master.Leadership.Vacant;
import org.junit.jupiter.api.Test;

/** The takeovers that a member remembers. */
class TakeoversTest {

    private static final long MILLI = 1_000_000;

    private final Takeovers takeovers = new Takeovers();

    private void learn(long epoch) {
        takeovers.learn(
                new Facts(new Leader("m" + epoch, new Endpoint("host", 1), null), epoch, epoch + 7, 0, epoch, 1));
    }

    @Test
    void vacancyIsWhatThisMemberSaw() {
        takeovers.see(new Vacant(), 0);
        learn(1);
        takeovers.see(new Following("host", 1, 1), 90 * MILLI);
        takeovers.see(new Vacant(), 1000 * MILLI);
        learn(2);
        takeovers.see(new Leading(2, 0, 0, 0), 1420 * MILLI);
        learn(3);
        takeovers.see(new Following("host", 1, 3), 5000 * MILLI);
        assertThat(takeovers.last())
                .containsExactly(
                        // It was not there before.
                        new Takeover(1, "m1", 8, null), new Takeover(2, "m2", 9, 420L), new Takeover(3, "m3", 10, 0L));
    }

    @Test
    void sameLeaderSeenAgainIsNoTakeover() {
        learn(1);
        takeovers.see(new Following("host", 1, 1), 0);
        takeovers.see(new Vacant(), MILLI);
        takeovers.see(new Following("host", 1, 1), 5 * MILLI);
        assertThat(takeovers.last()).containsExactly(new Takeover(1, "m1", 8, null));
    }

    @Test
    void onlyTheLastAreKept() {
        for (int epoch = 1; epoch <= 50; epoch++) {
            learn(epoch);
            learn(epoch);
        }
        assertThat(takeovers.last()).hasSize(GroupStatus.MAX_TAKEOVERS);
        assertThat(takeovers.last().get(0).epoch()).isEqualTo(31);
    }
}
