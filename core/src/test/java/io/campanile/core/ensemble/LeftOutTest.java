package io.campanile.core.ensemble;

import static io.campanile.core.ensemble.TestCluster.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.message.RejectionReason;
import java.util.Set;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is decided about a clock does not change every few seconds. */
class LeftOutTest {

    private static final long MILLI = 1_000_000;
    private static final int ROUNDS = 300;

    /** How often a slave's rejection changed, when its session counts clean rounds as it does. */
    private static int changes(TestCluster cluster, int slave, IntConsumer beforeRound) {
        int changes = 0;
        @Nullable RejectionReason last = null;
        for (int i = 0; i < ROUNDS; i++) {
            beforeRound.accept(i);
            RoundResult result = cluster.round();
            for (int s = 1; s <= cluster.slaves.size(); s++) {
                boolean clean = cluster.verdict(result, s).clean();
                cluster.slave(s).cleanRounds = clean ? cluster.slave(s).cleanRounds + 1 : 0;
            }
            Rejection rejection = cluster.verdict(result, slave).rejection();
            RejectionReason reason = rejection == null ? null : rejection.reason();
            changes += reason == last ? 0 : 1;
            last = reason;
            cluster.slaves.forEach(s -> s.shows(cluster.clusterOffset()));
        }
        return changes;
    }

    @Test
    void clockThatDriftsFarIsLeftOutOnceAndStaysSo() {
        var cluster = TestCluster.started(4);
        cluster.slave(4).ratePpb = 900_000;
        assertThat(changes(cluster, 4, round -> {})).isEqualTo(1);
        assertThat(cluster.rejection(cluster.round(), 4).reason()).isEqualTo(RejectionReason.FAR_FROM_MEDIAN);
    }

    @Test
    void clockWhoseDriftIsAtTheEdgeChangesSidesRarely() {
        var cluster = TestCluster.started(4);
        assertThat(changes(cluster, 4, round -> cluster.slave(4).ratePpb = 200_000 + (round % 2 == 0 ? 9_000 : -9_000)))
                .isEqualTo(1);
    }

    @Test
    void clockThatDriftsLikeTheOthersAgainCountsAgain() {
        var cluster = TestCluster.started(4);
        assertThat(changes(cluster, 4, round -> cluster.slave(4).ratePpb = round < 100 ? 900_000 : 5_000))
                .isEqualTo(2);
        assertThat(cluster.verdict(cluster.round(), 4).rejection()).isNull();
    }

    @Test
    void clockThatIsOutsideTheMajorityEverySecondRoundIsLeftOutOnce() {
        var cluster = TestCluster.started(4);
        assertThat(changes(cluster, 4, round -> cluster.slave(4).shows(round % 2 == 0 ? 9 * MILLI : 0)))
                .isEqualTo(1);
    }

    @Test
    void clockThatAgreesAgainIsLetInAfterAFewRounds() {
        var cluster = TestCluster.started(4);
        cluster.slave(4).shows(8 * SECOND);
        assertThat(cluster.rejection(cluster.round(), 4).detail()).isEqualTo("it is 8 s ahead, where no majority is");
        cluster.slave(4).shows(cluster.clusterOffset());
        for (int i = 0; i < 3; i++) {
            assertThat(cluster.rejection(cluster.round(), 4))
                    .isEqualTo(new Rejection(
                            "slave-4",
                            RejectionReason.OUTSIDE_MAJORITY,
                            "it was where no majority is: it counts again once it has agreed for 4 rounds in a row"));
        }
        assertThat(cluster.verdict(cluster.round(), 4)).isEqualTo(new Verdict(true, true, Suffrage.KEPT, null));
    }

    @Test
    void memoryEndsWithTheSession() {
        var out = new LeftOut(3);
        out.note(7, true, false);
        out.note(8, true, false);
        out.retain(() -> Set.of(8L));
        assertThat(out.holds(7)).isFalse();
        assertThat(out.sessions()).containsExactly(8L);
    }

    @Test
    void roundThatIsNeitherGoodNorBadStartsTheCountAgain() {
        var out = new LeftOut(2);
        out.note(7, true, false);
        out.note(7, false, true);
        out.note(7, false, false);
        out.note(7, false, true);
        assertThat(out.holds(7)).isTrue();
        out.note(7, false, true);
        assertThat(out.holds(7)).isFalse();
        out.note(7, false, true);
        assertThat(out.holds(7)).as("never left out, never held").isFalse();
    }
}
