package io.campanile.core.ensemble;

import static io.campanile.core.ensemble.TestCluster.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.Mapping;
import io.campanile.core.Units;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.ensemble.RoundReport.Outcome;
import io.campanile.core.filter.Jump;
import io.campanile.core.message.RejectionReason;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class VoteTest {

    private static final long MILLI = 1_000_000;

    @Test
    void healthyClocksAreCorrectedAndClean() {
        var cluster = TestCluster.started(4);
        RoundResult result = cluster.round();
        assertThat(result.report().why()).isEqualTo("5 of 5 clocks agree");
        assertThat(result.report().electors()).isEqualTo(5);
        assertThat(result.report().truechimers()).isEqualTo(5);
        assertThat(result.report().spreadNanos()).isZero();
        assertThat(result.verdicts().values()).hasSize(4).containsOnly(new Verdict(true, true, Suffrage.KEPT, null));
    }

    /** They were corrected when a busy network let nobody measure well; now it does. */
    @Test
    void clocksThatWereMeasuredBadlyAgreeByTheErrorsThatTheyWereTold() {
        var cluster = TestCluster.started(4);
        for (int i = 1; i <= 4; i++) {
            cluster.slave(i).shows(20 * MILLI * (i % 2 == 0 ? i : -i));
        }
        assertThat(cluster.round().report().outcome()).isEqualTo(Outcome.NO_MAJORITY);

        cluster.slaves.forEach(slave -> slave.statedError = 81 * MILLI);
        RoundResult result = cluster.round();
        assertThat(result.report().why()).isEqualTo("5 of 5 clocks agree");
        assertThat(cluster.clusterOffset()).isZero();
    }

    @Test
    void lateJoinerNeverMovesThePhase() {
        var cluster = TestCluster.started(3);
        TestSlave late = cluster.join("late");
        late.elector = false;
        late.cleanRounds = 0;
        late.offset = 90 * SECOND;
        RoundResult result = cluster.round();
        assertThat(cluster.clusterOffset()).isZero();
        assertThat(result.report().electors()).isEqualTo(4);
        assertThat(cluster.verdict(result, 4)).isEqualTo(new Verdict(true, false, Suffrage.KEPT, null));

        // Nor when it has its vote, half a tolerance away.
        late.shows(MILLI / 2).elector = true;
        result = cluster.round();
        assertThat(result.report().truechimers()).isEqualTo(5);
        assertThat(cluster.clusterOffset()).isZero();
    }

    @Test
    void leaverNeverMovesThePhase() {
        var cluster = new TestCluster(EnsembleConfig.DEFAULT, 4);
        cluster.slave(4).offset = MILLI;
        cluster.round();
        long decided = cluster.clusterOffset();
        cluster.slaves.forEach(slave -> slave.shows(decided));
        assertThat(decided).isPositive();

        cluster.slaves.remove(3);
        assertThat(cluster.round().report().electors()).isEqualTo(4);
        assertThat(cluster.clusterOffset()).isEqualTo(decided);
        cluster.slaves.clear();
        assertThat(cluster.round().report().outcome()).isEqualTo(Outcome.STEERED);
        assertThat(cluster.clusterOffset()).isEqualTo(decided);
    }

    @Test
    void silentSlaveIsRejectedAndTheRoundCorrectsTheOthers() {
        var cluster = TestCluster.started(3);
        cluster.slave(2).heard = false;
        RoundResult result = cluster.round();
        assertThat(result.report().outcome()).isEqualTo(Outcome.STEERED);
        assertThat(result.report().members()).isEqualTo(3);
        assertThat(result.report().heard()).isEqualTo(2);
        assertThat(result.report().electors()).isEqualTo(3);
        assertThat(result.report().rejections())
                .containsExactly(
                        new Rejection("slave-2", RejectionReason.SILENT, "it answered no probe in this round"));
        assertThat(cluster.verdict(result, 2).corrected()).isFalse();
        assertThat(cluster.verdict(result, 1).corrected()).isTrue();
    }

    @Test
    void slaveOfWhichNothingWasMeasuredCountsAsSilent() {
        var cluster = TestCluster.started(2);
        cluster.slave(1).measured = false;
        assertThat(cluster.rejection(cluster.round(), 1).reason()).isEqualTo(RejectionReason.SILENT);
    }

    @Test
    void everySlaveSilentLeavesTheMasterInCharge() {
        var cluster = TestCluster.started(3);
        cluster.slaves.forEach(slave -> slave.heard = false);
        RoundResult result = cluster.round();
        assertThat(result.report().outcome()).isEqualTo(Outcome.STEERED);
        assertThat(result.report().truechimers()).isEqualTo(1);
        assertThat(result.verdicts().values()).noneMatch(Verdict::corrected);
        assertThat(cluster.clusterOffset()).isZero();
    }

    @Test
    void fewerThanTheQuorumCorrectNobody() {
        var cluster = TestCluster.started(TestCluster.limits(3, SECOND), 3);
        cluster.slave(1).heard = false;
        assertThat(cluster.round().report().outcome()).isEqualTo(Outcome.STEERED);
        cluster.slave(2).heard = false;
        RoundResult result = cluster.round();
        assertThat(result.report().outcome()).isEqualTo(Outcome.BELOW_QUORUM);
        assertThat(result.report().why())
                .isEqualTo("2 clocks agree, the quorum is 3: nobody is corrected until enough do");
        assertThat(cluster.verdict(result, 3)).isEqualTo(new Verdict(false, false, Suffrage.KEPT, null));
    }

    @Test
    void clockThatJumpsLosesItsVoteWhileTheOthersAgree() {
        var cluster = TestCluster.started(3);
        cluster.slave(2).jump = new Jump(5 * SECOND, SECOND);
        RoundResult result = cluster.round();
        assertThat(result.report().why()).isEqualTo("3 of 4 clocks agree");
        assertThat(cluster.rejection(result, 2))
                .isEqualTo(new Rejection(
                        "slave-2",
                        RejectionReason.INCONSISTENT,
                        "its clock moved +5.000000 s within 1.000 s, or +5000000 ppm, more than 1000 ppm of drift"
                                + " allow: was it set, or suspended?",
                        5 * SECOND));
        assertThat(cluster.verdict(result, 2).corrected()).isFalse();
        assertThat(cluster.verdict(result, 1).suffrage()).isEqualTo(Suffrage.KEPT);
        // The others were perhaps probed before the master's clock jumped: the next round will tell.
        assertThat(cluster.verdict(result, 2).suffrage()).isEqualTo(Suffrage.KEPT);

        cluster.slave(2).jump = null;
        cluster.slave(2).offset = 5 * SECOND;
        result = cluster.round();
        assertThat(cluster.verdict(result, 2)).isEqualTo(new Verdict(true, false, Suffrage.REVOKED, null));
        assertThat(cluster.verdict(result, 1).suffrage()).isEqualTo(Suffrage.KEPT);
    }

    /** With two slaves, the first of which was probed before it: its reading still agreed with the master. */
    @Test
    void masterWhoseClockJumpsBetweenTwoProbesFollowsBothSlaves() {
        var cluster = TestCluster.started(2);
        cluster.slave(2).offset = -5 * SECOND;
        cluster.slave(2).jump = new Jump(-5 * SECOND, SECOND);
        assertThat(cluster.round().finding()).isEqualTo(Finding.AGREED);
        cluster.slave(1).offset = -5 * SECOND;
        cluster.slave(1).jump = new Jump(-5 * SECOND, SECOND);
        cluster.slave(2).jump = null;
        RoundResult divided = cluster.round();
        assertThat(divided.finding()).isEqualTo(Finding.NO_MAJORITY);
        cluster.slave(1).jump = null;
        RoundResult result = cluster.round();
        assertThat(result.finding()).isEqualTo(Finding.MASTER_FOLLOWS);
        assertThat(cluster.clusterOffset()).isEqualTo(-5 * SECOND);
        assertThat(result.verdicts().values()).containsOnly(new Verdict(true, true, Suffrage.KEPT, null));
    }

    @Test
    void masterWhoseClockJumpedByLessThanTheToleranceFollowsTheOthersAllTheSame() {
        var cluster = TestCluster.started(3);
        cluster.slaves.forEach(slave -> slave.statedError = 2_000);
        assertThat(cluster.round().finding()).isEqualTo(Finding.AGREED);

        cluster.slaves.forEach(slave -> slave.offset = MILLI / 2);
        assertThat(cluster.round().finding()).isEqualTo(Finding.MASTER_FOLLOWS);
        assertThat(cluster.clusterOffset()).isEqualTo(MILLI / 2);
    }

    @Test
    void slavesThatDifferByLessThanTheyWereToldNeverMoveThePhase() {
        var cluster = TestCluster.started(3);
        cluster.slaves.forEach(slave -> {
            slave.statedError = MILLI;
            slave.offset = MILLI / 2;
        });
        for (int i = 0; i < 20; i++) {
            assertThat(cluster.round().finding()).isEqualTo(Finding.AGREED);
            assertThat(cluster.clusterOffset()).isZero();
        }
    }

    @Test
    void masterThatSeesMostClocksJumpButNoneElsewhereIsOneOfTheClocksAgain() {
        var cluster = TestCluster.started(3);
        cluster.slaves.forEach(slave -> slave.jump = new Jump(-5 * SECOND, SECOND));
        assertThat(cluster.round().finding()).isEqualTo(Finding.NO_MAJORITY);
        // They do not agree with each other either.
        for (int i = 1; i <= 3; i++) {
            cluster.slave(i).jump = null;
            cluster.slave(i).offset = (i - 2) * SECOND;
        }
        for (int i = 0; i < 6; i++) {
            assertThat(cluster.round().finding()).isEqualTo(Finding.NO_MAJORITY);
        }
        cluster.slave(1).offset = 0;
        assertThat(cluster.round().finding()).isEqualTo(Finding.AGREED);
        assertThat(cluster.clusterOffset()).isZero();
    }

    @Test
    void everyClockSeemsToJumpWhenTheMastersDoesAndNoneLosesItsVote() {
        var cluster = TestCluster.started(3);
        cluster.slaves.forEach(slave -> slave.jump = new Jump(-5 * SECOND, SECOND));
        RoundResult result = cluster.round();
        assertThat(result.report().outcome()).isEqualTo(Outcome.NO_MAJORITY);
        assertThat(result.report().why())
                .isEqualTo("no majority of the 4 clocks agrees: nobody is corrected until one does");
        assertThat(result.verdicts().values()).allMatch(verdict -> verdict.suffrage() == Suffrage.KEPT);
    }

    @Test
    void masterWhoseOwnClockJumpedFollowsTheMajority() {
        var cluster = TestCluster.started(3);
        // The master's clock went 5 s forward: to it, all others fell behind.
        cluster.slaves.forEach(slave -> slave.offset = -5 * SECOND);
        RoundResult result = cluster.round();
        assertThat(result.report().outcome()).isEqualTo(Outcome.STEERED);
        assertThat(result.report().why())
                .isEqualTo("3 of 4 clocks agree; the master's own clock had jumped and follows them");
        assertThat(cluster.clusterOffset()).isEqualTo(-5 * SECOND);
        assertThat(result.verdicts().values()).containsOnly(new Verdict(true, true, Suffrage.KEPT, null));
    }

    @Test
    void masterThatFollowsTheMajorityIsNotPulledByALiarWithAWideInterval() {
        var cluster = TestCluster.started(6);
        cluster.slaves.forEach(slave -> slave.offset = -5 * SECOND);
        // Two liars who delay their readings by 20 s, so that their intervals just reach the others'.
        for (int i = 5; i <= 6; i++) {
            cluster.slave(i).offset += 9 * SECOND;
            cluster.slave(i).margin = 10 * SECOND;
        }
        RoundResult result = cluster.round();
        assertThat(result.report().truechimers()).isEqualTo(6);
        assertThat(cluster.clusterOffset()).isBetween(-5 * SECOND - 1_000, -5 * SECOND + 1_000);
    }

    @Test
    void twoLiarsOfFiveCannotMoveTime() {
        var cluster = TestCluster.started(4);
        cluster.slave(3).shows(8 * SECOND);
        cluster.slave(4).shows(8 * SECOND);
        for (int i = 0; i < 20; i++) {
            RoundResult result = cluster.round();
            assertThat(result.report().why()).isEqualTo("3 of 5 clocks agree");
            assertThat(cluster.clusterOffset()).isZero();
            assertThat(cluster.rejection(result, 4))
                    .isEqualTo(new Rejection(
                            "slave-4", RejectionReason.OUTSIDE_MAJORITY, "it is 8 s ahead, where no majority is"));
            assertThat(cluster.verdict(result, 4)).matches(Verdict::corrected).matches(verdict -> !verdict.clean());
            assertThat(cluster.verdict(result, 1).clean()).isTrue();
        }
    }

    @Test
    void threeLiarsOfFiveWhoDisagreeStopTheCorrections() {
        var cluster = TestCluster.started(4);
        for (int i = 2; i <= 4; i++) {
            cluster.slave(i).shows(i * SECOND);
        }
        RoundResult result = cluster.round();
        assertThat(result.report().outcome()).isEqualTo(Outcome.NO_MAJORITY);
        assertThat(result.verdicts().values()).noneMatch(Verdict::corrected);
        assertThat(cluster.clusterOffset()).isZero();
    }

    /** Had the master's clock jumped, nobody honest would go on with it. */
    @Test
    void aMajorityMovesNothingWhileAQuarterOfTheSlavesGoesOnWithTheMaster() {
        var cluster = TestCluster.started(4);
        for (int i = 2; i <= 4; i++) {
            cluster.slave(i).shows(8 * SECOND);
        }
        for (int round = 0; round < 20; round++) {
            RoundResult result = cluster.round();
            assertThat(result.finding()).isEqualTo(Finding.PHASE_REFUSED);
            assertThat(result.verdicts().values()).noneMatch(Verdict::corrected);
            assertThat(result.rejections()).isEmpty();
            assertThat(result.report().why()).contains("a majority of the 5 clocks would have cluster time jump");
        }
        assertThat(cluster.clusterOffset()).isZero();
    }

    /** Nobody can tell them from four clocks that are right: this is the limit of what a majority promises. */
    @Test
    void fourLiarsOfSixWhoAgreeAreTheMajority() {
        var cluster = TestCluster.started(5);
        for (int i = 2; i <= 5; i++) {
            cluster.slave(i).shows(8 * SECOND);
        }
        RoundResult result = cluster.round();
        assertThat(result.report().why())
                .isEqualTo("4 of 6 clocks agree; the master's own clock had jumped and follows them");
        assertThat(cluster.clusterOffset()).isEqualTo(8 * SECOND);
        assertThat(cluster.rejection(result, 1).reason()).isEqualTo(RejectionReason.OUTSIDE_MAJORITY);
    }

    @Test
    void noMajorityMovesTheTimeBeyondThePanicLimit() {
        var cluster = TestCluster.started(TestCluster.limits(1, 10 * SECOND), 3);
        for (int i = 1; i <= 3; i++) {
            cluster.slave(i).shows(11 * SECOND);
        }
        assertThat(cluster.round().finding()).isEqualTo(Finding.PHASE_REFUSED);
        assertThat(cluster.clusterOffset()).isZero();
    }

    @Test
    void liarBeyondThePanicLimitIsNotEvenCorrected() {
        var cluster = TestCluster.started(TestCluster.limits(1, 10 * SECOND), 3);
        cluster.slave(3).shows(-90 * SECOND);
        RoundResult result = cluster.round();
        assertThat(cluster.rejection(result, 3).reason()).isEqualTo(RejectionReason.BEYOND_PANIC);
        assertThat(cluster.verdict(result, 3).corrected()).isFalse();
    }

    @Test
    void liarsWhoseClaimsOverflowDoNotStopAMajority() {
        var cluster = TestCluster.started(4);
        for (int i = 3; i <= 4; i++) {
            cluster.slave(i).mapping = new Mapping(2, 0, Long.MAX_VALUE - 500, 0);
        }
        assertThat(cluster.round().report().why()).isEqualTo("3 of 5 clocks agree");
    }

    @Test
    void clockThatMakesNoClaimHasNoVote() {
        var cluster = TestCluster.started(4);
        for (int i = 2; i <= 4; i++) {
            cluster.slave(i).shows(8 * SECOND).status = ClockStatus.UNSYNCHRONIZED;
        }
        RoundResult result = cluster.round();
        assertThat(result.report().why()).isEqualTo("2 of 2 clocks agree");
        assertThat(cluster.clusterOffset()).isZero();
        assertThat(cluster.verdict(result, 2)).isEqualTo(new Verdict(true, false, Suffrage.KEPT, null));
    }

    @Test
    void slaveWithinTheToleranceIsClean() {
        var cluster = TestCluster.started(3);
        long reach = MILLI + 1_000;
        cluster.slave(1).shows(reach);
        cluster.slave(2).shows(-reach - 1);
        RoundResult result = cluster.round();
        assertThat(cluster.verdict(result, 1).clean()).isTrue();
        assertThat(cluster.verdict(result, 2).clean()).isFalse();
    }

    @Test
    void localReferenceNeverMoves() {
        var cluster = new TestCluster(TestCluster.limits(1, 100 * SECOND), Reference.LOCAL, 4);
        for (int i = 0; i < 20; i++) {
            cluster.slaves.forEach(slave -> {
                slave.offset = 8 * SECOND;
                slave.ratePpb = 100_000;
            });
            RoundResult result = cluster.round();
            assertThat(result.report().outcome()).isEqualTo(Outcome.STEERED);
            assertThat(result.report().why()).isEqualTo("the master's own clock decides");
            assertThat(result.clusterTime().at(cluster.now)).isEqualTo(cluster.now);
            assertThat(result.clusterTime().ratePpb()).isZero();
            assertThat(result.rateAllowancePpb()).isZero();
            assertThat(cluster.verdict(result, 1).corrected()).isTrue();
        }
    }

    @Test
    void figuresReadTheSameEverywhere() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            var cluster = TestCluster.started(4);
            cluster.slave(1).shows(3 * SECOND / 2);
            cluster.slave(2).shows(-100 * SECOND);
            RoundResult result = cluster.round();
            assertThat(cluster.rejection(result, 1).detail()).startsWith("it is 1.5 s ahead");
            assertThat(cluster.rejection(result, 2).detail()).startsWith("it is 100 s behind");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void noVerdictForASlaveThatJoinedAfterTheRound() {
        assertThat(TestCluster.started(1).round().verdict(99)).isNull();
    }

    @Test
    void resultSaysForHowLongACorrectionHolds() {
        RoundResult result = TestCluster.started(1).round();
        assertThat(result.synchronizedForNanos()).isEqualTo(3 * Units.SECOND_NANOS);
        assertThat(result.validForNanos()).isEqualTo(600 * Units.SECOND_NANOS);
    }

    @Test
    void masterIsDesertedWhenMostOfThoseWhoAgreedFallSilentAtOnce() {
        TestCluster cluster = TestCluster.started(6);
        cluster.round();
        assertThat(cluster.coordinator.isDeserted()).isFalse();
        for (int i = 1; i <= 3; i++) {
            cluster.slave(i).heard = false;
        }
        cluster.round();
        assertThat(cluster.coordinator.isDeserted()).as("4 of 7 are there").isFalse();
        TestCluster lonely = TestCluster.started(6);
        lonely.round();
        for (int i = 1; i <= 4; i++) {
            lonely.slave(i).heard = false;
        }
        lonely.round();
        assertThat(lonely.coordinator.isDeserted()).as("3 of 7 are").isTrue();
        lonely.slaves.forEach(slave -> slave.heard = true);
        lonely.round();
        assertThat(lonely.coordinator.isDeserted()).isFalse();
    }

    @Test
    void masterThatStillHearsManyIsDesertedOnlyAfterAWhile() {
        TestCluster cluster = TestCluster.started(20);
        cluster.round();
        cluster.slaves.subList(0, 12).forEach(slave -> slave.heard = false);
        for (int i = 1; i < 6; i++) {
            cluster.round();
            assertThat(cluster.coordinator.isDeserted())
                    .as("round " + i + " with 9 of 21")
                    .isFalse();
        }
        cluster.round();
        assertThat(cluster.coordinator.isDeserted()).as("after six seconds").isTrue();
    }

    @Test
    void masterThatHearsHardlyAnyIsDesertedAtOnce() {
        TestCluster cluster = TestCluster.started(23);
        cluster.round();
        cluster.slaves.subList(0, 17).forEach(slave -> slave.heard = false);
        cluster.round();
        assertThat(cluster.coordinator.isDeserted()).as("7 of 24").isFalse();
        cluster.slave(18).heard = false;
        cluster.round();
        assertThat(cluster.coordinator.isDeserted()).as("6 of 24").isTrue();
    }

    /** It is swamped, and would be by the same slaves elsewhere; a master that is cut off hears nothing late. */
    @Test
    void masterThatHearsMostOfThemTooLateIsNotDeserted() {
        TestCluster cluster = TestCluster.started(23);
        cluster.round();
        cluster.slaves.forEach(slave -> slave.heard = false);
        cluster.slaves.subList(0, 12).forEach(slave -> slave.late = true);
        cluster.round();
        assertThat(cluster.coordinator.isDeserted()).as("13 of 24").isFalse();
        cluster.slaves.forEach(slave -> slave.late = false);
        cluster.round();
        assertThat(cluster.coordinator.isDeserted()).isTrue();
    }

    @Test
    void masterToWhichSlavesComeBackIsNotDesertedAtOnce() {
        TestCluster cluster = TestCluster.started(23);
        cluster.round();
        cluster.slaves.forEach(slave -> slave.heard = false);
        cluster.slaves.subList(0, 6).forEach(slave -> slave.joinedAtNanos = cluster.now + 1);
        cluster.round();
        assertThat(cluster.coordinator.isDeserted()).as("6 came").isFalse();
        cluster.round();
        assertThat(cluster.coordinator.isDeserted()).as("none came").isTrue();
    }

    @Test
    void masterThatNeverSawMostOfThemIsNotDeserted() {
        TestCluster few = new TestCluster(EnsembleConfig.DEFAULT, new Legacy(null, 9, 0), 2);
        for (int i = 0; i < 5; i++) {
            few.round();
            assertThat(few.coordinator.isDeserted()).isFalse();
        }
    }

    @Test
    void clockThatJumpedWhileAMajorityAgreesIsToldByHowMuch() {
        var cluster = TestCluster.started(3);
        cluster.slave(3).jump = new Jump(-7 * SECOND, SECOND);

        Rejection rejection = cluster.rejection(cluster.round(), 3);

        assertThat(rejection.reason()).isEqualTo(RejectionReason.INCONSISTENT);
        assertThat(rejection.wrongByNanos()).isEqualTo(-7 * SECOND);
    }

    @Test
    void clockThatIsBeyondPanicIsToldByHowMuch() {
        var cluster = TestCluster.started(3);
        cluster.slave(3).shows(-1001 * SECOND);

        Rejection rejection = cluster.rejection(cluster.round(), 3);

        assertThat(rejection.reason()).isEqualTo(RejectionReason.BEYOND_PANIC);
        assertThat(rejection.wrongByNanos()).isEqualTo(-1001 * SECOND);
    }

    @Test
    void nobodyIsToldToBeWrongWhileItMayBeTheMaster() {
        var cluster = TestCluster.started(3);
        cluster.slaves.forEach(slave -> slave.jump = new Jump(-7 * SECOND, SECOND));

        RoundResult result = cluster.round();

        assertThat(result.report().outcome()).isEqualTo(Outcome.NO_MAJORITY);
        for (int i = 1; i <= 3; i++) {
            assertThat(cluster.rejection(result, i).wrongByNanos()).isNull();
        }
    }

    @Test
    void clockThatBeginsAgainIsCorrectedBeyondPanic() {
        var cluster = TestCluster.started(3);
        cluster.slave(3).shows(-1001 * SECOND);
        cluster.slave(3).status = ClockStatus.UNSYNCHRONIZED;
        cluster.slave(3).stepLimit = 2000 * SECOND;

        assertThat(cluster.verdict(cluster.round(), 3).corrected()).isTrue();
    }

    @Test
    void masterThatSleptTakesTheTimeOverFromTheOneSlaveThatKeepsIt() {
        var cluster = TestCluster.started(1);
        cluster.slave(1).shows(0, cluster.now, 1_000, 1_000, 600 * SECOND);
        cluster.coordinator.observe(OwnClock.STEADY);
        cluster.round();

        // The master's clock lost seven seconds: to it, the slave's is ahead.
        cluster.slave(1).offset += 7 * SECOND;
        cluster.slave(1).jump = new Jump(7 * SECOND, SECOND);
        cluster.coordinator.observe(new OwnClock(1, 0, 0, null));
        RoundResult first = cluster.round();
        assertThat(first.finding()).isEqualTo(Finding.STARTS_OVER);
        assertThat(first.verdicts()).as("nothing can be said of it").isEmpty();
        cluster.slave(1).jump = null;
        RoundResult result = cluster.round();

        assertThat(result.finding()).isEqualTo(Finding.TAKEN_OVER);
        assertThat(cluster.clusterOffset()).isBetween(7 * SECOND - 2_000, 7 * SECOND + 2_000);
    }

    @Test
    void slaveIsNotPulledToAMasterThatMayHaveJumpedEvenWhenItsPromiseHasExpired() {
        var cluster = TestCluster.started(1);
        cluster.slave(1).shows(0, cluster.now, 1_000, 1_000, 10 * SECOND);
        cluster.round();
        cluster.slave(1).offset += 7 * SECOND;
        cluster.slave(1).jump = new Jump(7 * SECOND, SECOND);
        assertThat(cluster.round().report().why())
                .startsWith(
                        "the master and its slave disagree, and with two clocks nobody can tell which of them jumped")
                .contains("restart what runs on it");
        cluster.slave(1).jump = null;
        cluster.slave(1).status = ClockStatus.UNSYNCHRONIZED;

        for (int i = 0; i < 1_000; i++) {
            assertThat(cluster.round().finding()).isEqualTo(Finding.NO_MAJORITY);
        }

        // It starts again.
        cluster.slaves.set(0, new TestSlave(9, "slave-1"));
        cluster.slave(1).elector = false;
        assertThat(cluster.verdict(cluster.round(), 1).corrected()).isTrue();
    }
}
