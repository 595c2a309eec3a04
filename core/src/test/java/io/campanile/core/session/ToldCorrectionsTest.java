package io.campanile.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.Interval;
import io.campanile.core.Mapping;
import io.campanile.core.discipline.ClockState;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.discipline.Correction;
import io.campanile.core.ensemble.ClockReport;
import io.campanile.core.ensemble.Handover;
import io.campanile.core.ensemble.Outside;
import io.campanile.core.ensemble.RoundResult;
import io.campanile.core.filter.ClockEstimate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a slave was told, and what that says of its clock. */
class ToldCorrectionsTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long START = 1_000 * SECOND;

    /** The slave's local clock is this far ahead of the master's. */
    private static final long AHEAD = 5 * SECOND;

    private final ToldCorrections corrections = new ToldCorrections();

    /** A slave that is new, or comes back, waits for it. */
    @Test
    void bringsTheFirstCorrectionAtOnce() {
        tell(correction(0, START), false);

        assertThat(corrections.isUntold()).isFalse();
        assertThat(corrections.takeUntold()).isNull();
    }

    @Test
    void bringsACorrectionOnceByTheNextProbe() {
        tell(correction(0, START), true);
        Correction correction = correction(1, START + SECOND);
        tell(correction, false);

        assertThat(corrections.takeUntold()).isEqualTo(correction);
        assertThat(corrections.takeUntold()).isNull();
    }

    @Test
    void bringsNothingByTheNextProbeThatWasToldAtOnce() {
        tell(correction(0, START), true);

        assertThat(corrections.takeUntold()).isNull();
    }

    @Test
    void bringsNothingThatANewerRoundHasMadeOutOfDate() {
        tell(correction(0, START), true);
        tell(correction(1, START + SECOND), false);
        corrections.dropUntold();

        assertThat(corrections.takeUntold()).isNull();
    }

    @Test
    void statesNoErrorWhileNothingOfItIsApplied() {
        assertThat(stated(Mapping.IDENTITY)).isZero();

        tell(correction(0, START), true);
        corrections.reported(Mapping.IDENTITY);

        assertThat(stated(Mapping.IDENTITY)).isZero();
    }

    @Test
    void statesTheErrorOfTheCorrectionThatIsAppliedAsItHasGrown() {
        tell(correction(0, START + AHEAD - 2 * SECOND), true);
        Mapping made = mapping(1, START + AHEAD - 2 * SECOND);
        corrections.reported(made);

        // 700 ns, and 1,000 ppb for two seconds of the slave's clock.
        assertThat(stated(made)).isEqualTo(700 + 2_000);
    }

    @Test
    void statesNothingBeforeTheSlaveWasMeasured() {
        tell(correction(0, START), true);
        corrections.reported(mapping(1, START));

        assertThat(corrections.statedErrorNanos(mapping(1, START), null)).isZero();
    }

    @Test
    void knowsTheCorrectionBeforeTheLastWhereMessagesOvertookEachOther() {
        tell(correction(0, START + AHEAD), true);
        tell(correction(0, START + AHEAD + 1), true);
        corrections.reported(mapping(1, START + AHEAD));

        assertThat(stated(mapping(1, START + AHEAD))).isEqualTo(700);
    }

    @Test
    void statesNothingOfAMappingThatNoneOfItsCorrectionsMade() {
        tell(correction(0, START), true);

        corrections.reported(mapping(1, START + 1));
        assertThat(stated(mapping(1, START + 1))).as("another time").isZero();
        corrections.reported(mapping(2, START));
        assertThat(stated(mapping(2, START))).as("another version").isZero();
        assertThat(corrections.made(mapping(2, START))).isFalse();
    }

    @Test
    void knowsAMappingAsItsOwnByAllOfItAndNotByItsNumberAlone() {
        tell(correction(0, START), true);
        corrections.reported(new Mapping(1, START, 5_400 * SECOND, 0));
        assertThat(corrections.made(new Mapping(1, START, 5_400 * SECOND, 0)))
                .as("another offset")
                .isFalse();
        corrections.reported(new Mapping(1, START, 0, 1));
        assertThat(corrections.made(new Mapping(1, START, 0, 1)))
                .as("another rate")
                .isFalse();
        corrections.reported(mapping(1, START));
        assertThat(corrections.made(mapping(1, START))).isTrue();
    }

    @Test
    void statesNothingMoreWhenAnotherMasterHasMadeANewMapping() {
        tell(correction(0, START), true);
        corrections.reported(mapping(1, START));
        corrections.reported(mapping(2, START + 5));

        assertThat(stated(mapping(2, START + 5))).isZero();
    }

    private long stated(Mapping mapping) {
        return corrections.statedErrorNanos(mapping, measured());
    }

    private static Correction correction(long baseVersion, long at) {
        return new Correction(3, 7, baseVersion, at, 0, 0, 700, 1_000, 3 * SECOND, 600 * SECOND);
    }

    private static Mapping mapping(long version, long anchor) {
        return new Mapping(version, anchor, 0, 0);
    }

    private static @Nullable ClockEstimate measured() {
        return new ClockEstimate(START, AHEAD, 0, 0, 0, new Interval(AHEAD, AHEAD), 0, 0, 0, 1);
    }

    @Test
    void statesOnlyWhatIsNotKnownOfTheTimeThatThisMasterDecided() {
        Correction own = correction(0, START);
        Correction wider = new Correction(
                own.epoch(),
                own.round(),
                own.baseVersion(),
                own.atNanos(),
                own.offsetNanos(),
                own.ratePpb(),
                own.errorNanos() + 5 * SECOND,
                own.errorGrowthPpb() + 1_000_000,
                own.synchronizedForNanos(),
                own.validForNanos());
        Mapping made = mapping(1, START);
        corrections.tell(wider, own, Mapping.IDENTITY, true);
        corrections.reported(made);

        long aged = stated(made);
        assertThat(aged).isBetween(own.errorNanos(), own.errorNanos() + SECOND);
    }

    /** Cluster time is the master's local time, and was taken over to 1 ms. */
    private Correction toldInAHandover(long shownAhead, int samples) {
        return toldInAHandover(shownAhead, samples, 100, 0);
    }

    private Correction toldInAHandover(long shownAhead, int samples, double deviationNanos, long moved) {
        Handover handover = new Handover(START, Interval.around(0, 1_000_000), 0, 0, START + 600 * SECOND);
        RoundResult result =
                Decisions.of(new Mapping(1, START, 0, 0), 15_000, Outside.NONE, handover, 1, Decisions.CLEAN);
        ClockState keeps =
                new ClockState(new Mapping(5, START + AHEAD, shownAhead - AHEAD, 250), ClockStatus.SYNCHRONIZED, 2);
        ClockEstimate estimate = new ClockEstimate(
                START,
                AHEAD + moved,
                deviationNanos,
                0,
                100,
                Interval.around(AHEAD + moved, 40_000),
                -50_000,
                50_000,
                80_000,
                samples);
        ClockReport report = new ClockReport(1, "a1", true, false, 0, START, true, false, null, estimate, keeps, 0);
        return corrections.tell(result, report, true);
    }

    @Test
    void leavesAClockAsItIsThatKeepsATimeThatWasTakenOverAndHasBeenMeasuredAFewTimes() {
        Correction told = toldInAHandover(30_000, 4);
        assertThat(told.offsetNanos()).isZero();
        assertThat(told.ratePpb()).isZero();
        // Measured to 40 µs, 30 µs away from cluster time, and that is known to 1 ms of the earlier one.
        assertThat(told.errorNanos()).isBetween(1_070_000L, 1_070_010L);
        assertThat(told.errorGrowthPpb()).isBetween(65_250.0, 65_300.0);
    }

    @Test
    void weighsWhatAClockKeptOfThatTimeAgainstWhatIsMeasured() {
        toldInAHandover(30_000, 4);
        Correction told = toldInAHandover(30_000, 16, 10_000, 0);
        assertThat(told.offsetNanos()).as("known as well as kept").isEqualTo(-15_000);
        assertThat(told.ratePpb()).as("known better").isBetween(-241.0, -240.0);
        assertThat(told.errorNanos()).as("not corrected by 15 µs").isBetween(1_055_000L, 1_055_010L);
        assertThat(toldInAHandover(30_000, 64, 1, 0).offsetNanos())
                .as("known well")
                .isEqualTo(-30_000);
    }

    @Test
    void forgetsWhatAClockKeptOnceThatIsOutOfTheQuestion() {
        toldInAHandover(30_000, 4);
        assertThat(toldInAHandover(30_000, 8, 10_000, 20_000).offsetNanos()).isEqualTo(-50_000);
        assertThat(toldInAHandover(30_000, 16, 10_000, 0).offsetNanos()).isEqualTo(-30_000);
    }

    @Test
    void correctsAClockThatHasBeenMeasuredOftenOrIsElsewhereForCertain() {
        assertThat(toldInAHandover(30_000, 16).offsetNanos()).isEqualTo(-30_000);
        assertThat(toldInAHandover(50_000, 4).offsetNanos()).isEqualTo(-50_000);
    }

    private void tell(Correction correction, boolean atOnce) {
        corrections.tell(correction, correction, new Mapping(correction.baseVersion(), 0, 0, 0), atOnce);
    }
}
