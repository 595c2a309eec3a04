package io.campanile.core.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.campanile.core.Mapping;
import io.campanile.core.Units;
import io.campanile.core.discipline.Bound;
import io.campanile.core.discipline.ClockState;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.discipline.Correction;
import io.campanile.core.ensemble.EnsembleConfig;
import io.campanile.core.ensemble.Legacy;
import io.campanile.core.ensemble.Outside;
import io.campanile.core.ensemble.OwnClock;
import io.campanile.core.ensemble.Reference;
import io.campanile.core.ensemble.RoundResult;
import io.campanile.core.round.Rounds.Step.Abandon;
import io.campanile.core.round.Rounds.Step.AwaitConclusion;
import io.campanile.core.round.Rounds.Step.Open;
import io.campanile.core.round.Rounds.Step.Report;
import io.campanile.core.round.Rounds.Step.Wait;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoundsTest {

    private static final long SECOND = Units.SECOND_NANOS;
    private static final long START = 1_000 * SECOND;
    private static final long DEADLINE = START + 9 * SECOND / 10;
    private static final long EPOCH = 7;
    private static final int FEW = 3;
    private static final int MANY = 257;

    private long now = START;
    private final Rounds rounds = rounds(Reference.LOCAL);

    /** With the master's own clock as the reference, every round corrects. */
    private static Rounds rounds(Reference reference) {
        ClusterConfig config =
                ClusterConfig.of(EnsembleConfig.DEFAULT, SECOND, Burst.AUTO).withReference(reference);
        return new Rounds(config, config.coordinator(Legacy.NONE), 1, START);
    }

    /** A term that takes over a time to which so many clocks are remembered to agree. */
    private static Rounds takingOver(int electors) {
        ClusterConfig config = ClusterConfig.of(EnsembleConfig.DEFAULT, SECOND, Burst.AUTO);
        ClockState kept = new ClockState(
                new Mapping(9, START, 0, 0), ClockStatus.SYNCHRONIZED, 3, new Bound(1_000, 1_000, 600 * SECOND));
        return new Rounds(config, config.coordinator(new Legacy(kept, electors, 0)), 1, START);
    }

    private Round open(int slaves) {
        Open open = (Open) rounds.step(now, slaves);
        return open.round();
    }

    private RoundResult close() {
        return rounds.close(EPOCH, now, List.of(), Outside.NONE, OwnClock.STEADY);
    }

    /** Up to the moment at which the round's reports are asked for. */
    private Round openAndReport(int slaves) {
        Round round = open(slaves);
        now = round.schedule().deadlineNanos();
        assertThat(rounds.step(now, slaves)).isEqualTo(new Report(round));
        return round;
    }

    @Test
    void standsBeforeTheFirstRoundUntilThatOpens() {
        assertThat(rounds.current().number()).isZero();
        assertThat(open(FEW).number()).isEqualTo(1);
        assertThat(rounds.current().number()).isEqualTo(1);
    }

    @Test
    void closesABriefRoundAsSoonAsAllHaveAnsweredWhoAreExpected() {
        Rounds first = takingOver(6);
        Round round = ((Open) first.step(START, 0)).round();
        assertThat(round.brief()).isTrue();
        for (int i = 1; i < 4; i++) {
            assertThat(first.answered(1, i))
                    .as(i + " of 4, without itself and the last leader")
                    .isFalse();
        }
        assertThat(first.answered(1, 5)).as("one who is in has not answered").isFalse();
        assertThat(first.step(START + 1, 5)).isInstanceOf(Wait.class);
        assertThat(first.answered(1, 5)).isTrue();
        assertThat(first.step(START + 1, 5)).isEqualTo(new Report(round));
        assertThat(first.answered(1, 5)).as("it is closed already").isFalse();
    }

    @Test
    void awaitsTheDeadlineOfABriefRoundAsLongAsSomebodyIsAway() {
        Rounds first = takingOver(6);
        first.step(START, 0);
        for (int i = 1; i < 4; i++) {
            assertThat(first.answered(1, 3)).isFalse();
            assertThat(first.answered(2, 3)).as("that is another round's").isFalse();
        }
        assertThat(first.step(START + 1, 3)).isInstanceOf(Wait.class);
    }

    @Test
    void waitsBeyondTheDeadlineUntilSoManyHaveAnsweredThatATimeCanBeTakenOver() {
        Rounds first = takingOver(10_000);
        Round round = ((Open) first.step(START, 0)).round();
        long again = DEADLINE + SECOND;
        assertThat(first.step(START, 4_998)).isEqualTo(new Wait(DEADLINE));
        for (int i = 1; i < 5_000; i++) {
            assertThat(first.answered(1, 6_000)).isFalse();
        }
        assertThat(first.step(DEADLINE, 6_000)).isEqualTo(new Wait(again));
        assertThat(first.answered(1, 6_000))
                .as("with the master, more than half")
                .isTrue();
        assertThat(first.step(DEADLINE + SECOND / 2, 6_000)).isEqualTo(new Report(round));
    }

    @Test
    void closesARoundInWhichTooFewAnswerWhenAsLongAgainHasPassed() {
        Rounds first = takingOver(10_000);
        Round round = ((Open) first.step(START, 0)).round();
        first.step(DEADLINE, 1);
        assertThat(first.answered(1, 1)).isFalse();
        assertThat(first.step(DEADLINE + SECOND, 1)).isEqualTo(new Report(round));
    }

    @Test
    void closesARoundAtItsDeadlineInWhichMostHaveAnswered() {
        Rounds first = takingOver(10_000);
        Round round = ((Open) first.step(START, 0)).round();
        for (int i = 0; i < 5_000; i++) {
            assertThat(first.answered(1, 9_000)).isFalse();
        }
        assertThat(first.step(DEADLINE, 9_000)).isEqualTo(new Report(round));
    }

    @Test
    void closesOtherRoundsAtTheirDeadlineWhoeverHasAnswered() {
        Round round = open(1);
        assertThat(round.brief()).isFalse();
        assertThat(rounds.answered(1, 1)).isFalse();
        assertThat(rounds.step(now, 1)).isEqualTo(new Wait(DEADLINE));
    }

    @Test
    void opensAtOnceAndWaitsForTheDeadline() {
        Round round = open(FEW);
        assertThat(round.schedule()).isEqualTo(new RoundSchedule(START, SECOND));
        assertThat(rounds.step(now, FEW)).isEqualTo(new Wait(DEADLINE));
        assertThat(rounds.step(DEADLINE - 1, FEW)).isEqualTo(new Wait(DEADLINE));
        assertThat(rounds.step(DEADLINE, FEW)).isEqualTo(new Report(round));
    }

    @Test
    void decidesTheBurstAndTheWayOfTheCorrectionsAsARoundOpens() {
        Round few = open(FEW);
        assertThat(few.probes()).isEqualTo(4);
        assertThat(few.immediate()).isTrue();
        Round many = rounds(Reference.LOCAL).step(START, MANY) instanceof Open open ? open.round() : few;
        assertThat(many.immediate()).isFalse();
        Round crowd = rounds(Reference.LOCAL).step(START, 10_000) instanceof Open open ? open.round() : few;
        assertThat(crowd.probes()).isEqualTo(1);
    }

    @Test
    void startsTheNextRoundARoundLaterWhileCorrectionsAreStillOnTheirWayOut() {
        openAndReport(FEW);
        close();
        assertThat(rounds.step(now, FEW)).isEqualTo(new Wait(START + SECOND));
        now = START + SECOND;
        assertThat(open(FEW).number()).isEqualTo(2);
    }

    @Test
    void doesNotCloseARoundBeforeTheLastOneIsConcluded() {
        openAndReport(FEW);
        close();
        now = START + SECOND;
        Round second = open(FEW);
        now = second.schedule().deadlineNanos();
        assertThat(rounds.step(now, FEW)).isEqualTo(new AwaitConclusion());
        rounds.conclude(Mapping.IDENTITY, now, OwnClock.STEADY);
        assertThat(rounds.step(now, FEW)).isEqualTo(new Report(second));
    }

    @Test
    void doesNotAbandonARoundThatWaitedForTheLastOneForLong() {
        openAndReport(FEW);
        close();
        now = START + SECOND;
        Round second = open(FEW);
        now = second.schedule().deadlineNanos();
        assertThat(rounds.step(now, FEW)).isEqualTo(new AwaitConclusion());
        now += 5 * SECOND;
        rounds.conclude(Mapping.IDENTITY, now, OwnClock.STEADY);
        assertThat(rounds.step(now, FEW)).isEqualTo(new Report(second));
    }

    @Test
    void opensNoRoundWhoseProbesWouldHaveToBringCorrectionsThatAreNotWorkedOutYet() {
        openAndReport(MANY);
        close();
        assertThat(rounds.step(now, MANY)).isEqualTo(new AwaitConclusion());
        now += SECOND / 100;
        rounds.conclude(Mapping.IDENTITY, now, OwnClock.STEADY);
        assertThat(rounds.step(now, MANY)).isEqualTo(new Wait(START + SECOND));
    }

    @Test
    void abandonsARoundThatIsOverBeforeItCouldBeClosed() {
        Round held = open(FEW);
        now = START + 3 * SECOND;
        assertThat(rounds.step(now, FEW)).isEqualTo(new Abandon(held));
        Round next = open(FEW);
        assertThat(next.number()).isEqualTo(2);
        assertThat(next.schedule().startNanos()).as("it is not hurried").isEqualTo(now);
    }

    @Test
    void goesOnWithoutARoundWhoseReportsFailed() {
        openAndReport(FEW);
        rounds.abandon(now);
        assertThat(rounds.step(now, FEW)).isEqualTo(new Wait(START + SECOND));
    }

    @Test
    void goesOnWithoutACorrectionWhenCorrectingFailed() {
        openAndReport(MANY);
        close();
        rounds.abandon(now);
        assertThat(rounds.step(now, MANY)).isEqualTo(new Wait(START + SECOND));
    }

    @Test
    void correctsTheMastersOwnClockLast() {
        Round round = openAndReport(FEW);
        RoundResult result = close();
        assertThat(result.corrects()).isTrue();
        Mapping applied = new Mapping(4, START, 1_000, 50);
        Correction own = rounds.conclude(applied, now, OwnClock.STEADY).orElseThrow();
        assertThat(own.epoch()).isEqualTo(EPOCH);
        assertThat(own.round()).isEqualTo(round.number());
        assertThat(own.baseVersion()).isEqualTo(4);
        assertThat(applied.corrected(own.atNanos(), own.offsetNanos(), own.ratePpb())
                        .at(now + SECOND))
                .as("the local time, which is cluster time here")
                .isEqualTo(now + SECOND);
    }

    @Test
    void leavesTheMastersOwnClockAloneWhenNobodyIsCorrected() {
        Rounds waiting = rounds(Reference.ENSEMBLE);
        waiting.step(START, 0);
        waiting.step(DEADLINE, 0);
        assertThat(waiting.close(EPOCH, DEADLINE, List.of(), Outside.NONE, OwnClock.STEADY)
                        .corrects())
                .isFalse();
        assertThat(waiting.conclude(Mapping.IDENTITY, DEADLINE, OwnClock.STEADY))
                .isEmpty();
        assertThat(waiting.clusterTime()).isEqualTo(Mapping.IDENTITY);
    }

    @Test
    void refusesWhatDoesNotBelongToItsPresentStep() {
        open(FEW);
        assertThatIllegalStateException()
                .isThrownBy(() -> rounds.close(EPOCH, now, List.of(), Outside.NONE, OwnClock.STEADY))
                .withMessage("round 1: nothing to close now");
        assertThatIllegalStateException()
                .isThrownBy(() -> rounds.conclude(Mapping.IDENTITY, now, OwnClock.STEADY))
                .withMessage("round 1: nothing to conclude now");
        now = DEADLINE;
        rounds.step(now, FEW);
        assertThatIllegalStateException()
                .isThrownBy(() -> rounds.step(now, FEW))
                .withMessage("round 1 is to be closed");
    }
}
