package io.campanile.core.ensemble;

import static io.campanile.core.ensemble.TestCluster.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.Mapping;
import io.campanile.core.ensemble.RoundReport.Outcome;
import io.campanile.core.filter.Jump;
import io.campanile.core.message.RejectionReason;
import org.junit.jupiter.api.Test;

class ColdStartTest {

    @Test
    void waitsForTheFirstSlave() {
        var cluster = new TestCluster(EnsembleConfig.DEFAULT, 0);
        RoundResult result = cluster.round();
        assertThat(result.report().outcome()).isEqualTo(Outcome.WAITING);
        assertThat(result.report().why()).isEqualTo("no slave has answered yet");
        assertThat(result.corrects()).isFalse();
        assertThat(result.clusterTime()).isEqualTo(Mapping.IDENTITY);
    }

    @Test
    void waitsForASlaveThatVotesAndAnswers() {
        var cluster = new TestCluster(EnsembleConfig.DEFAULT, 2);
        cluster.slave(1).votes = false;
        cluster.slave(2).heard = false;
        assertThat(cluster.round().report().outcome()).isEqualTo(Outcome.WAITING);
    }

    @Test
    void waitsWhileClocksAreJoining() {
        var cluster = new TestCluster(EnsembleConfig.DEFAULT, 2);
        cluster.slave(1).offset = SECOND;
        cluster.slave(2).joinedAtNanos = cluster.now + SECOND - 1;
        RoundResult result = cluster.round();
        assertThat(result.report().outcome()).isEqualTo(Outcome.WAITING);
        assertThat(result.report().why()).isEqualTo("clocks are still joining");
        assertThat(cluster.verdict(result, 1)).isEqualTo(new Verdict(false, false, Suffrage.KEPT, null));

        assertThat(cluster.round().report().outcome()).as("a second later").isEqualTo(Outcome.WAITING);
        assertThat(cluster.round().report().outcome()).isEqualTo(Outcome.STEERED);
    }

    @Test
    void doesNotWaitForEverWhileClocksKeepJoining() {
        var cluster = new TestCluster(EnsembleConfig.DEFAULT, 2);
        for (int i = 0; i < 5; i++) {
            cluster.slave(2).joinedAtNanos = cluster.now + SECOND;
            assertThat(cluster.round().report().outcome()).isEqualTo(Outcome.WAITING);
        }
        cluster.slave(2).joinedAtNanos = cluster.now + SECOND;
        assertThat(cluster.round().report().outcome()).isEqualTo(Outcome.STEERED);
    }

    @Test
    void withoutAMajorityNobodyIsCorrectedAndTheReportSaysWhatToDo() {
        var cluster = new TestCluster(TestCluster.limits(1, 10 * SECOND), 2);
        cluster.slave(1).offset = 100 * SECOND;
        cluster.slave(2).offset = 200 * SECOND;
        RoundResult result = cluster.round();
        assertThat(result.report().outcome()).isEqualTo(Outcome.NO_MAJORITY);
        assertThat(result.report().why())
                .isEqualTo("no majority of the 3 clocks is within the panic limit of each other: set the wrong ones,"
                        + " or raise the panic limit");
        assertThat(result.verdicts().values()).noneMatch(Verdict::corrected);
        assertThat(cluster.clusterOffset()).isZero();
    }

    @Test
    void belowTheQuorumNobodyIsCorrected() {
        var cluster = new TestCluster(TestCluster.limits(4, 10 * SECOND), 2);
        RoundResult result = cluster.round();
        assertThat(result.report().outcome()).isEqualTo(Outcome.BELOW_QUORUM);
        assertThat(result.report().why()).isEqualTo("3 clocks agree, the quorum is 4");
        assertThat(result.verdicts().values()).noneMatch(Verdict::corrected);

        cluster.join("slave-3");
        assertThat(cluster.round().report().outcome()).isEqualTo(Outcome.STEERED);
    }

    @Test
    void farLiarIsRejectedByNameAndToldWhatToDo() {
        var cluster = new TestCluster(TestCluster.limits(1, 10 * SECOND), 3);
        cluster.slave(3).offset = 42 * SECOND;
        RoundResult result = cluster.round();
        assertThat(cluster.clusterOffset()).isZero();
        assertThat(result.report().rejections())
                .containsExactly(new Rejection(
                        "slave-3",
                        RejectionReason.BEYOND_PANIC,
                        "it is 42 s ahead, the panic limit is 10 s: set its clock, or raise the panic limit",
                        42 * SECOND));
        assertThat(cluster.verdict(result, 3).corrected()).isFalse();
        assertThat(cluster.verdict(result, 3).suffrage()).isEqualTo(Suffrage.KEPT);
    }

    @Test
    void clockFarFromTheMedianIsCorrectedButFoundsNothing() {
        var cluster = new TestCluster(TestCluster.limits(1, 100 * SECOND), 3);
        cluster.slave(3).offset = -20 * SECOND;
        RoundResult result = cluster.round();
        assertThat(cluster.clusterOffset()).isZero();
        assertThat(cluster.verdict(result, 3).corrected()).isTrue();
        assertThat(cluster.verdict(result, 3).suffrage()).isEqualTo(Suffrage.KEPT);
        assertThat(cluster.rejection(result, 3).detail()).isEqualTo("it is 20 s behind, where no majority is");
    }

    @Test
    void observerIsCorrectedButNotAveraged() {
        var cluster = new TestCluster(EnsembleConfig.DEFAULT, 2);
        cluster.slave(1).offset = 2 * SECOND;
        cluster.slave(2).offset = 60 * SECOND;
        cluster.slave(2).votes = false;
        RoundResult result = cluster.round();
        assertThat(cluster.clusterOffset()).isEqualTo(SECOND);
        assertThat(cluster.verdict(result, 2).corrected()).isTrue();
        assertThat(cluster.verdict(result, 2).suffrage()).isEqualTo(Suffrage.KEPT);
    }

    @Test
    void masterAloneDecidesForObserversAfterAWhile() {
        var cluster = new TestCluster(EnsembleConfig.DEFAULT, 2);
        cluster.slaves.forEach(slave -> {
            slave.offset = 60 * SECOND;
            slave.votes = false;
        });
        for (int i = 0; i < 5; i++) {
            assertThat(cluster.round().report().why()).isEqualTo("only observers have answered yet");
        }
        RoundResult result = cluster.round();
        assertThat(result.report().outcome()).isEqualTo(Outcome.STEERED);
        assertThat(cluster.clusterOffset()).isZero();
        assertThat(cluster.verdict(result, 1).corrected()).isTrue();
    }

    @Test
    void restartedMasterTakesTheTimeOfThoseWhoKeptIt() {
        var cluster = new TestCluster(EnsembleConfig.DEFAULT, 5);
        for (int i = 1; i <= 3; i++) {
            cluster.slave(i).offset = i * SECOND;
            cluster.slave(i).shows(7 * SECOND);
        }
        cluster.slave(5).offset = -90 * SECOND;
        RoundResult result = cluster.round();
        assertThat(result.report().outcome()).isEqualTo(Outcome.STEERED);
        assertThat(result.report().electors()).isEqualTo(3);
        assertThat(cluster.clusterOffset()).isEqualTo(7 * SECOND);
        assertThat(cluster.verdict(result, 1).suffrage()).isEqualTo(Suffrage.GRANTED);
        assertThat(cluster.verdict(result, 4)).isEqualTo(new Verdict(true, false, Suffrage.KEPT, null));
    }

    @Test
    void restartedMasterLeavesAloneWhomItHardlyKnows() {
        var cluster = new TestCluster(EnsembleConfig.DEFAULT, 3);
        cluster.slaves.forEach(slave -> {
            slave.shows(7 * SECOND);
            slave.samples = 12;
        });
        RoundResult early = cluster.round();
        assertThat(early.report().outcome()).isEqualTo(Outcome.WAITING);
        assertThat(cluster.verdict(early, 1).corrected()).isFalse();
        cluster.slaves.forEach(slave -> slave.samples = 16);
        assertThat(cluster.round().report().outcome()).isEqualTo(Outcome.STEERED);
    }

    @Test
    void restartedMasterDoesNotWaitForeverForASlaveThatAnswersRarely() {
        var cluster = new TestCluster(EnsembleConfig.DEFAULT, 3);
        cluster.slaves.forEach(slave -> {
            slave.shows(7 * SECOND);
            slave.samples = 1;
        });
        for (int i = 0; i < 5; i++) {
            assertThat(cluster.round().report().outcome()).isEqualTo(Outcome.WAITING);
        }
        assertThat(cluster.round().report().outcome()).isEqualTo(Outcome.STEERED);
    }

    @Test
    void restartedMasterIsNotPulledByLiarsWithinTheTolerance() {
        var cluster = new TestCluster(EnsembleConfig.DEFAULT, 5);
        cluster.slaves.forEach(slave -> slave.shows(7 * SECOND));
        for (int i = 4; i <= 5; i++) {
            cluster.slave(i).offset += 900_000;
            cluster.slave(i).deviation = 1;
        }
        cluster.round();
        // The honest clocks were measured to 1 µs.
        assertThat(cluster.clusterOffset()).isBetween(7 * SECOND - 1_000, 7 * SECOND + 1_000);
    }

    /** Of the four clocks one lies. The third slave is new, so half of those who claim to keep the time lie. */
    @Test
    void restartedMasterIsNotMovedFurtherThanAnHonestClockByOneThatPosesAsAKeeper() {
        var cluster = new TestCluster(EnsembleConfig.DEFAULT, 3);
        cluster.slave(1).shows(7 * SECOND);
        cluster.slave(2).shows(400 * SECOND);
        cluster.slave(3).offset = 2 * SECOND;
        RoundResult result = cluster.round();
        assertThat(result.report().outcome()).isEqualTo(Outcome.STEERED);
        assertThat(cluster.clusterOffset()).isBetween(0L, 7 * SECOND + 1_000);
    }

    @Test
    void halfOfTheSlavesDoNotDecideAlone() {
        var cluster = new TestCluster(EnsembleConfig.DEFAULT, 2);
        cluster.slave(1).shows(6 * SECOND);
        RoundResult result = afterWaitingForMoreKeepers(cluster);
        // Neither of them nor the master is left out: 0, 0 and 6 s, of which the median gate keeps two.
        assertThat(result.report().electors()).isEqualTo(3);
        assertThat(cluster.clusterOffset()).isZero();
    }

    private static RoundResult afterWaitingForMoreKeepers(TestCluster cluster) {
        for (int i = 0; i < 5; i++) {
            assertThat(cluster.round().report().why())
                    .isEqualTo("some clocks keep time already: more of them may come back");
        }
        return cluster.round();
    }

    @Test
    void newSlaveThatComesFirstDoesNotTakeTheTimeFromThoseWhoKeepIt() {
        var cluster = new TestCluster(EnsembleConfig.DEFAULT, 2);
        cluster.slave(1).offset = -3 * SECOND;
        cluster.slave(2).shows(6 * SECOND);
        assertThat(cluster.round().report().outcome()).isEqualTo(Outcome.WAITING);
        cluster.join("slave-3").shows(6 * SECOND);

        assertThat(cluster.round().report().outcome()).isEqualTo(Outcome.STEERED);
        assertThat(cluster.clusterOffset()).isEqualTo(6 * SECOND);
    }

    @Test
    void clockThatJumpedIsNotAveraged() {
        var cluster = new TestCluster(EnsembleConfig.DEFAULT, 2);
        cluster.slave(2).offset = 8 * SECOND;
        cluster.slave(2).jump = new Jump(8 * SECOND, SECOND);
        RoundResult result = cluster.round();
        assertThat(cluster.clusterOffset()).isZero();
        assertThat(cluster.rejection(result, 2).reason()).isEqualTo(RejectionReason.INCONSISTENT);
    }

    @Test
    void liarWhoseClaimOverflowsDoesNotStopAMajority() {
        var cluster = new TestCluster(EnsembleConfig.DEFAULT, 4);
        for (int i = 3; i <= 4; i++) {
            cluster.slave(i).mapping = new Mapping(1, 0, Long.MAX_VALUE - 500, 0);
            cluster.slave(i).epoch = 1;
        }
        RoundResult result = afterWaitingForMoreKeepers(cluster);
        assertThat(result.report().outcome()).isEqualTo(Outcome.STEERED);
        assertThat(result.report().truechimers()).isEqualTo(3);
        assertThat(cluster.clusterOffset()).isZero();
    }
}
