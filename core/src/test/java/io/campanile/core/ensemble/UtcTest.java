package io.campanile.core.ensemble;

import static io.campanile.core.ensemble.TestCluster.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.campanile.core.Mapping;
import io.campanile.core.ReferenceReading;
import io.campanile.core.discipline.Bound;
import io.campanile.core.discipline.ClockState;
import io.campanile.core.discipline.ClockStatus;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What machines claim of UTC, and what a master makes of it. */
class UtcTest {

    private static final long MILLI = 1_000_000;

    private final TestCluster cluster = TestCluster.started(4);

    /** What the master's machine claims, beside the master's clock. */
    @Nullable
    private ReferenceReading own;

    /** UTC is this much ahead of a clock, give or take this, as the next round ends. */
    private ReferenceReading claim(long offset, long error) {
        return new ReferenceReading(cluster.now + SECOND, offset, 0, error, 1_000, 600 * SECOND);
    }

    private void claims(int slave, long offset, long error) {
        TestSlave claiming = cluster.slave(slave);
        long ofIts = cluster.now + SECOND + claiming.offset;
        claiming.utc = new ReferenceReading(ofIts, offset - claiming.offset, 0, error, 1_000, 600 * SECOND);
    }

    private RoundResult round() {
        cluster.coordinator.observe(new OwnClock(0, 0, 0, own));
        return cluster.round();
    }

    private static ReferenceReading utc(RoundResult result) {
        ReferenceReading utc = result.outside().utc();
        if (utc == null) {
            throw new AssertionError("UTC is not known");
        }
        return utc;
    }

    @Test
    void isUnknownWhereNobodyClaimsAnything() {
        RoundResult result = round();

        assertThat(result.outside().utc()).isNull();
        assertThat(result.turnout().utcClaims()).isZero();
    }

    @Test
    void isWhatTheMastersMachineClaimsIfItAloneDoes() {
        own = claim(5 * MILLI, MILLI);

        RoundResult result = round();

        assertThat(utc(result).offsetNanos()).isEqualTo(5 * MILLI);
        assertThat(utc(result).errorNanos()).isCloseTo(MILLI, within(5L));
        assertThat(result.turnout().utcClaims()).isEqualTo(1);
        assertThat(result.turnout().utcAgreeing()).isEqualTo(1);
    }

    @Test
    void isSeenThroughTheClockOfTheSlaveThatClaimsIt() {
        cluster.slave(1).offset = 40 * MILLI;
        cluster.slave(1).shows(0);
        cluster.slave(1).ratePpb = 3_000;
        claims(1, 5 * MILLI, MILLI);

        ReferenceReading seen = utc(round());

        assertThat(seen.offsetNanos()).isEqualTo(5 * MILLI);
        assertThat(seen.errorNanos())
                .as("with what is not known of the slave's clock")
                .isBetween(MILLI + 1_000, MILLI + 1_010);
        assertThat(seen.ratePpb()).isCloseTo(3_000, within(1.0));
        assertThat(seen.errorGrowthPpb())
                .as("16 ppm of the slave's clock, and 1 of its claim")
                .isCloseTo(17_000, within(1.0));
    }

    @Test
    void oneWrongClaimOfThreeMovesNobody() {
        claims(1, 5 * MILLI, MILLI);
        claims(2, 5 * MILLI + 400_000, MILLI);
        claims(3, 900 * MILLI, MILLI);

        RoundResult result = round();

        assertThat(utc(result).offsetNanos()).isBetween(5 * MILLI, 6 * MILLI);
        assertThat(utc(result).errorNanos()).isLessThan(2 * MILLI + 10_000);
        assertThat(result.turnout().utcClaims()).isEqualTo(3);
        assertThat(result.turnout().utcAgreeing()).isEqualTo(2);
    }

    @Test
    void liarsBelowHalfCannotMoveTheIntervalOffTheHonestClaims() {
        for (long lie : new long[] {-900 * MILLI, -3 * MILLI, -MILLI, MILLI, 3 * MILLI, 900 * MILLI}) {
            for (long error : new long[] {1, MILLI, 800 * MILLI}) {
                own = claim(300_000, MILLI);
                claims(1, -200_000, MILLI);
                claims(2, 100_000, MILLI);
                claims(3, lie, error);
                claims(4, lie + 1_000, error);
                ReferenceReading utc = utc(round());
                assertThat(Math.abs(utc.offsetNanos())).as("UTC is at 0").isLessThanOrEqualTo(utc.errorNanos());
                assertThat(Math.abs(utc.offsetNanos())).isLessThan(2 * MILLI);
            }
        }
    }

    @Test
    void isUnknownWhileTwoCampsContradictEachOther() {
        claims(1, 0, MILLI);
        claims(2, 0, MILLI);
        round();
        claims(1, 0, MILLI);
        claims(2, 0, MILLI);
        claims(3, 10 * MILLI, MILLI);
        claims(4, 10 * MILLI, MILLI);

        RoundResult result = round();

        assertThat(result.outside().utc()).isNull();
        assertThat(result.turnout().utcClaims()).isEqualTo(4);
        assertThat(result.turnout().utcAgreeing()).isZero();
    }

    @Test
    void goesOnAndIsKnownWorseAfterEverybodyFellSilent() {
        claims(1, 5 * MILLI, MILLI);
        round();
        cluster.slave(1).utc = null;
        cluster.now += 99 * SECOND;

        ReferenceReading utc = utc(round());
        assertThat(utc.offsetAt(cluster.now)).isEqualTo(5 * MILLI);
        assertThat(utc.errorAt(cluster.now)).isCloseTo(MILLI + 1_700_000, within(10_000L));

        cluster.now += 500 * SECOND;
        assertThat(round().outside().utc()).isNull();
    }

    @Test
    void whatWasReadOffAClockThatWasDisruptedCountsNoMore() {
        own = claim(5 * MILLI, MILLI);
        round();
        cluster.coordinator.observe(new OwnClock(1, 0, 0, null));
        assertThat(cluster.round().outside().utc()).isNull();
    }

    /** A parent whose time is 7 ms ahead of the master's clock, give or take 5 µs, and UTC this much ahead of that clock. */
    private void parentTells(long offset, long error, long validFor) {
        long end = cluster.now + SECOND;
        ClockState told = new ClockState(
                new Mapping(3, end, 7 * MILLI, 0), ClockStatus.SYNCHRONIZED, 7, new Bound(5_000, 100, 600 * SECOND));
        cluster.outside = Outside.ofParent(told, end, EnsembleConfig.DEFAULT, false)
                .telling(new ReferenceReading(end, offset - 7 * MILLI, 0, error, 1_000, validFor), end);
    }

    private static @Nullable Boolean parentAgrees(RoundResult result) {
        return result.report().utc().parentAgrees();
    }

    @Test
    void isWhatAParentTellsWhereNoMachineOfTheClusterClaimsAnything() {
        parentTells(5 * MILLI, MILLI, 60 * SECOND);

        RoundResult result = round();

        assertThat(utc(result).offsetNanos()).isEqualTo(5 * MILLI);
        assertThat(utc(result).errorNanos())
                .as("and what is not known of the parent's time")
                .isBetween(MILLI + 5_000, MILLI + 5_010);
        assertThat(utc(result).remainingNanos(result.atNanos()))
                .as("it was carried on at the parent's")
                .isEqualTo(60 * SECOND);
        assertThat(result.turnout().utcClaims()).isEqualTo(1);
        assertThat(parentAgrees(result)).isTrue();
    }

    @Test
    void isWhereAParentAndTheMachinesOfTheClusterAgree() {
        parentTells(5 * MILLI, MILLI, 600 * SECOND);
        claims(1, 6 * MILLI, 500_000);

        ReferenceReading utc = utc(round());

        assertThat(utc.offsetNanos() - utc.errorNanos()).as("5.5 to 6 ms").isGreaterThan(5 * MILLI);
        assertThat(utc.errorNanos()).isLessThan(500_000);
        assertThat(utc.offsetNanos()).isBetween(5 * MILLI + 490_000, 6 * MILLI + 10_000);
    }

    @Test
    void aParentWhoseUtcIsWrongMovesNobodyWhereTwoMachinesAgree() {
        parentTells(900 * MILLI, MILLI, 600 * SECOND);
        claims(1, 5 * MILLI, MILLI);
        claims(2, 5 * MILLI, MILLI);

        RoundResult result = round();

        assertThat(utc(result).offsetNanos()).isCloseTo(5 * MILLI, within(1_000L));
        assertThat(result.turnout().utcClaims()).isEqualTo(3);
        assertThat(result.turnout().utcAgreeing()).isEqualTo(2);
        assertThat(parentAgrees(result)).isFalse();
    }

    @Test
    void oneMachineThatContradictsTheParentIsNotBelievedAndNeitherIsTheParent() {
        parentTells(5 * MILLI, MILLI, 600 * SECOND);
        round();
        parentTells(5 * MILLI, MILLI, 600 * SECOND);
        claims(1, 900 * MILLI, MILLI);

        RoundResult result = round();

        assertThat(result.outside().utc()).isNull();
        assertThat(parentAgrees(result)).isFalse();
        assertThat(result.outside().standard())
                .as("cluster time follows the parent's as before")
                .isNotNull();
    }

    @Test
    void aParentThatTellsNothingOfUtcNeitherAgreesNorContradicts() {
        parentTells(5 * MILLI, MILLI, 0);
        claims(1, 900 * MILLI, MILLI);

        assertThat(parentAgrees(round())).isNull();
    }

    @Test
    void whoHasNoVoteClaimsNothing() {
        claims(1, 5 * MILLI, MILLI);
        cluster.slave(1).elector = false;
        assertThat(round().turnout().utcClaims()).isZero();
    }

    @Test
    void expiredClaimsAndThoseThatAreOffByDaysSayNothing() {
        cluster.slave(1).utc = new ReferenceReading(cluster.now, 0, 0, 0, 0, SECOND);
        claims(2, 0, 86_400 * SECOND);
        assertThat(round().turnout().utcClaims()).isZero();
    }
}
