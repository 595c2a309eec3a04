package io.campanile.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.campanile.core.Interval;
import io.campanile.core.Mapping;
import io.campanile.core.ReferenceReading;
import io.campanile.core.discipline.ClockState;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.discipline.Correction;
import io.campanile.core.ensemble.Handover;
import io.campanile.core.ensemble.Outside;
import io.campanile.core.ensemble.RoundResult;
import io.campanile.core.filter.ClockEstimate;
import org.junit.jupiter.api.Test;

/** Numbers that anybody can check by hand. */
class CorrectionsTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long MINUTE = 60 * SECOND;
    private static final long AT = 1_000_000 * SECOND;

    @Test
    void correctsByEnsembleMinusOffset() {
        // Berkeley's own example: the slave is 25 minutes ahead, the average says master + 5.
        Correction correction =
                correction(new Mapping(1, AT, 5 * MINUTE, 0), estimate(25 * MINUTE, 0), ClockState.INITIAL);

        assertThat(correction.offsetNanos()).isEqualTo(-20 * MINUTE);
        assertThat(correction.atNanos()).as("in the slave's local time").isEqualTo(AT + 25 * MINUTE);
    }

    @Test
    void movesASlaveThatIsBehindForward() {
        Correction correction =
                correction(new Mapping(1, AT, 5 * MINUTE, 0), estimate(-10 * MINUTE, 0), ClockState.INITIAL);

        assertThat(correction.offsetNanos()).isEqualTo(15 * MINUTE);
    }

    @Test
    void correctsOnlyWhatTheSlaveDoesNotCorrectYet() {
        ClockState applied =
                new ClockState(new Mapping(8, AT + 25 * MINUTE, -19 * MINUTE, 0), ClockStatus.SYNCHRONIZED, 1);

        Correction correction = correction(new Mapping(1, AT, 5 * MINUTE, 0), estimate(25 * MINUTE, 0), applied);

        assertThat(correction.offsetNanos()).isEqualTo(-MINUTE);
        assertThat(correction.baseVersion()).isEqualTo(8);
    }

    @Test
    void countsWhatTheMappingsGatherOverTime() {
        // Cluster time gained 1 ppm over 1000 s, the slave's mapping 2 ppm over 500 s: both 1 ms.
        Mapping clusterTime = new Mapping(1, AT - 1000 * SECOND, 0, 1_000);
        ClockState applied = new ClockState(new Mapping(8, AT - 500 * SECOND, 0, 2_000), ClockStatus.SYNCHRONIZED, 1);

        Correction correction = correction(clusterTime, estimate(0, 0), applied);

        assertThat(correction.offsetNanos()).isZero();
        assertThat(correction.ratePpb()).isCloseTo(-1_000, within(1e-3));
    }

    @Test
    void slowsAFastClock() {
        // A clock that is 100 ppm fast needs a rate of 1 / 1.0001 - 1.
        Correction correction = correction(Mapping.IDENTITY, estimate(0, 100_000), ClockState.INITIAL);

        assertThat(correction.ratePpb()).isCloseTo(-99_990.001, within(1e-3));
    }

    @Test
    void composesTheRatesOfClusterSlaveAndMapping() {
        // (1 + 50 ppm) / (1 - 100 ppm) - 1 = 150.015 ppm, of which the slave applies 100 ppm.
        ClockState applied = new ClockState(new Mapping(8, AT, 0, 100_000), ClockStatus.SYNCHRONIZED, 1);

        Correction correction = correction(new Mapping(1, AT, 0, 50_000), estimate(0, -100_000), applied);

        assertThat(correction.ratePpb()).isCloseTo(50_015.0015, within(1e-3));
    }

    @Test
    void statesTheErrorOfTheFartherEnd() {
        ClockEstimate estimate =
                new ClockEstimate(AT, 1_000, 5, 300, 5, new Interval(400, 1_100), -200, 1_500, 100, 10);

        Correction correction = Corrections.of(result(Mapping.IDENTITY, 15_050), estimate, ClockState.INITIAL);

        assertThat(correction.errorNanos())
                .as("1000 - 400, of which cluster time gains a little, and a nanosecond of rounding")
                .isEqualTo(602);
        assertThat(correction.errorGrowthPpb())
                .as("1500 - 300 and the ensemble's 15050")
                .isCloseTo(16_250, within(0.1));
    }

    @Test
    void carriesEpochRoundAndDurations() {
        Correction correction = correction(Mapping.IDENTITY, estimate(0, 0), ClockState.INITIAL);

        assertThat(correction.epoch()).isEqualTo(3);
        assertThat(correction.round()).isEqualTo(7);
        assertThat(correction.synchronizedForNanos()).isEqualTo(3 * SECOND);
        assertThat(correction.validForNanos()).isEqualTo(600 * SECOND);
    }

    @Test
    void correctsTheMasterItselfExactly() {
        Mapping clusterTime = new Mapping(9, AT, 5 * MINUTE, 40_000);
        Mapping applied = new Mapping(4, AT, 5 * MINUTE - 1_000, 30_000);

        Correction correction = Corrections.ofMaster(result(clusterTime, 15_050), applied, AT + 100 * SECOND);

        assertThat(correction.atNanos()).isEqualTo(AT + 100 * SECOND);
        assertThat(correction.offsetNanos()).as("1 µs and 10 ppm over 100 s").isEqualTo(1_001_000);
        assertThat(correction.ratePpb()).isCloseTo(10_000, within(1e-6));
        assertThat(correction.baseVersion()).isEqualTo(4);
        assertThat(correction.errorNanos()).isZero();
        assertThat(correction.errorGrowthPpb()).isZero();
    }

    @Test
    void tellsABoundThatHoldsTheEarlierTimeAsWell() {
        Handover handover = new Handover(AT, new Interval(-2_000, 5_000), -40_000, 90_000, AT + 600 * SECOND);
        RoundResult result =
                Decisions.of(new Mapping(1, AT, 1_000, 10_000), 15_050, Outside.NONE, handover, 1, Decisions.CLEAN);

        Correction correction = Corrections.of(result, estimate(0, 0), ClockState.INITIAL);
        assertThat(correction.offsetNanos()).as("it aims at the decided time").isEqualTo(1_000);
        assertThat(correction.errorNanos())
                .as("100 ns and a little of measuring, and the farther end of -2 to 5 µs")
                .isEqualTo(102 + 4_000);
        assertThat(correction.errorGrowthPpb()).as("90 ppm instead of 10").isCloseTo(80_000, within(1.0));

        Correction own = Corrections.of(result.aboutOwnTime(), estimate(0, 0), ClockState.INITIAL);
        assertThat(own.errorNanos()).isEqualTo(102);
        assertThat(own.errorGrowthPpb()).isCloseTo(15_050, within(1.0));
    }

    @Test
    void mastersOwnBoundHoldsTheEarlierTimeAsWell() {
        Handover handover = new Handover(AT, new Interval(-2_000, 5_000), -40_000, 90_000, AT + 600 * SECOND);
        RoundResult result =
                Decisions.of(new Mapping(1, AT, 1_000, 10_000), 15_050, Outside.NONE, handover, 1, Decisions.CLEAN);

        Correction correction = Corrections.ofMaster(result, Mapping.IDENTITY, AT + SECOND);
        assertThat(correction.errorNanos())
                .as("after a second the earlier time is at -42 to 95 µs, and the decided one at 11 µs")
                .isEqualTo(84_000);
        assertThat(correction.errorGrowthPpb()).isCloseTo(80_000, within(1e-6));
    }

    @Test
    void carriesTheDistanceToAStandardAndWhatIsNotKnownOfIt() {
        ReferenceReading parents = new ReferenceReading(AT, -20_000, 500, 7_000, 300, Decisions.VALID_FOR);
        RoundResult result = Decisions.of(Mapping.IDENTITY, 0, new Outside(parents, null), null, 1, Decisions.CLEAN);

        Correction slaves = Corrections.of(result, estimate(0, 0), ClockState.INITIAL);
        assertThat(slaves.errorNanos()).isBetween(101L + 27_000, 101L + 27_002);
        assertThat(slaves.errorGrowthPpb()).as("it gains 500 ± 300 ppb").isCloseTo(800, within(1.0));
        Correction masters = Corrections.ofMaster(result, Mapping.IDENTITY, AT);
        assertThat(masters.errorNanos()).isEqualTo(27_001);
        assertThat(masters.errorGrowthPpb()).isEqualTo(800);
    }

    @Test
    void saysNothingOfTheDistanceToUtc() {
        ReferenceReading utc = new ReferenceReading(AT, -20_000, 500, 7_000, 300, Decisions.VALID_FOR);
        RoundResult result = Decisions.of(Mapping.IDENTITY, 0, new Outside(null, utc), null, 1, Decisions.CLEAN);

        assertThat(Corrections.of(result, estimate(0, 0), ClockState.INITIAL).errorNanos())
                .isEqualTo(101);
        assertThat(Corrections.ofMaster(result, Mapping.IDENTITY, AT).errorNanos())
                .isZero();
        assertThat(Corrections.ofMaster(result, Mapping.IDENTITY, AT).errorGrowthPpb())
                .isZero();
    }

    @Test
    void boundThatNobodyKnowsStaysOneThatAMessageCanCarry() {
        Handover handover = new Handover(AT, Interval.around(0, 1L << 61), -1e9, 2e9, AT + 600 * SECOND);
        RoundResult result =
                Decisions.of(new Mapping(1, AT, 1L << 61, 0), 0, Outside.NONE, handover, 1, Decisions.CLEAN);

        Correction correction = Corrections.of(result, estimate(0, 0), ClockState.INITIAL);
        assertThat(correction.errorNanos()).isEqualTo(1L << 62);
        assertThat(correction.errorGrowthPpb()).isLessThan(1e9);
    }

    private static Correction correction(Mapping clusterTime, ClockEstimate estimate, ClockState clock) {
        return Corrections.of(result(clusterTime, 0), estimate, clock);
    }

    private static RoundResult result(Mapping clusterTime, double allowancePpb) {
        return Decisions.of(clusterTime, allowancePpb, 1, Decisions.CLEAN);
    }

    private static ClockEstimate estimate(long offset, double ratePpb) {
        return new ClockEstimate(AT, offset, 1, ratePpb, 1, Interval.around(offset, 100), ratePpb, ratePpb, 200, 10);
    }
}
