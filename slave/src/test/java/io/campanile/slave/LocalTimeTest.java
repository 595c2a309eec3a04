package io.campanile.slave;

import static io.campanile.clock.TestCorrections.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.clock.DisciplinedClock;
import io.campanile.clock.TestCorrections;
import io.campanile.clock.TimeInterval;
import io.campanile.core.ReferenceReading;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.discipline.Correction;
import io.campanile.core.discipline.DisciplineLimits;
import io.campanile.core.discipline.Timeline;
import org.junit.jupiter.api.Test;

class LocalTimeTest {

    private static final long BOOT = 1_000 * SECOND;
    private static final long WALL = 1_800_000_000L * SECOND;

    private long passed;
    private double drift;
    private long readingTakes;

    private final DisciplinedClock clock =
            new DisciplinedClock(() -> WALL + passed + Math.round(drift * passed), DisciplineLimits.DEFAULT);
    private final LocalTime time = new LocalTime(clock, this::monotonic);

    private long monotonic() {
        passed += readingTakes;
        return BOOT + passed;
    }

    private long localNanos() {
        return clock.local().nanos();
    }

    private void correct(long offsetNanos, double ratePpb) {
        Correction plain = TestCorrections.by(clock, localNanos(), offsetNanos);
        clock.correct(new Correction(
                plain.epoch(),
                plain.round(),
                plain.baseVersion(),
                plain.atNanos(),
                offsetNanos,
                ratePpb,
                plain.errorNanos(),
                plain.errorGrowthPpb(),
                plain.synchronizedForNanos(),
                plain.validForNanos()));
    }

    /** What a client takes cluster time for when so much has passed since it was told. */
    private static long carried(LocalAnswer told, long age) {
        return told.clusterNanos() + age + Math.floorDiv(age * told.ratePpb(), SECOND);
    }

    private static long error(LocalAnswer told, long age) {
        return told.errorNanos() + Math.floorDiv(age * told.growthPpb(), SECOND) + 1;
    }

    @Test
    void tellsTheMachinesTimeAndNoErrorBeforeTheFirstCorrection() {
        LocalAnswer told = time.now();
        assertThat(told.status()).isEqualTo(ClockStatus.UNSYNCHRONIZED);
        assertThat(told.monotonicNanos()).isEqualTo(BOOT);
        assertThat(told.clusterNanos()).isEqualTo(WALL);
        assertThat(told.errorNanos()).isEqualTo(Timeline.UNKNOWN_ERROR);
        assertThat(told.validUntilNanos()).isZero();
        assertThat(told.epoch()).isZero();
    }

    @Test
    void canBeCarriedOnForAsLongAsItHolds() {
        passed = 10 * SECOND;
        correct(5 * SECOND, -30_000);
        passed += SECOND / 2;
        LocalAnswer told = time.now();
        assertThat(told.status()).isEqualTo(ClockStatus.SYNCHRONIZED);
        assertThat(told.epoch()).isEqualTo(1);
        assertThat(told.validUntilNanos())
                .as("also in holdover")
                .isEqualTo(BOOT + 10 * SECOND + TestCorrections.VALID_FOR);
        for (long age : new long[] {1_000, SECOND, 100 * SECOND}) {
            passed = told.monotonicNanos() - BOOT + age;
            assertThat(carried(told, age))
                    .isBetween(clock.nanos() - age / SECOND - 1, clock.nanos() + age / SECOND + 1);
            assertThat(error(told, age)).isGreaterThanOrEqualTo(clock.read().errorNanos());
        }
    }

    @Test
    void holdsWhileTheClockIsStillSlewing() {
        correct(0, 0);
        passed = SECOND;
        correct(-50_000_000, 0);
        LocalAnswer told = time.now();
        long target = clock.read().timeline().target().at(localNanos());
        assertThat(told.errorNanos()).isGreaterThan(50_000_000);
        passed += 3 * SECOND;
        assertThat(carried(told, 3 * SECOND) - (target + 3 * SECOND)).isLessThan(error(told, 3 * SECOND));
    }

    @Test
    void knowsHowALocalClockRunsThatIsNotTheMachinesMonotonicOne() {
        drift = 40e-6;
        passed = 100 * SECOND;
        correct(0, 0);
        LocalAnswer told = time.now();
        assertThat(told.ratePpb()).isBetween(39_999, 40_001);
        passed += 10 * SECOND;
        assertThat(Math.abs(carried(told, 10 * SECOND) - clock.nanos())).isLessThan(error(told, 10 * SECOND));
    }

    @Test
    void addsWhatReadingTwoClocksTook() {
        correct(0, 0);
        passed = 10 * SECOND;
        readingTakes = 0;
        long quick = time.now().errorNanos();
        readingTakes = 700;
        assertThat(time.now().errorNanos()).isBetween(quick + 700, quick + 800);
    }

    @Test
    void tellsNoErrorAnyMoreWhenThePromiseHasExpired() {
        correct(0, 0);
        passed = TestCorrections.SYNCHRONIZED_FOR;
        assertThat(time.now().status()).isEqualTo(ClockStatus.HOLDOVER);
        passed = TestCorrections.VALID_FOR;
        LocalAnswer told = time.now();
        assertThat(told.status()).isEqualTo(ClockStatus.UNSYNCHRONIZED);
        assertThat(told.errorNanos()).isEqualTo(Timeline.UNKNOWN_ERROR);
        assertThat(told.validUntilNanos()).isZero();
        assertThat(told.epoch()).isEqualTo(1);
    }

    private static final long UTC_VALID_FOR = 60 * SECOND;

    /** A correction that leaves the clock where it is, and says how UTC stands to cluster time. */
    private void tellUtc(long offsetNanos, double ratePpb) {
        Correction plain = TestCorrections.by(clock, localNanos(), 0);
        clock.correct(new Correction(
                plain.epoch(),
                plain.round(),
                plain.baseVersion(),
                plain.atNanos(),
                0,
                0,
                plain.errorNanos(),
                plain.errorGrowthPpb(),
                plain.synchronizedForNanos(),
                plain.validForNanos(),
                new ReferenceReading(plain.atNanos(), offsetNanos, ratePpb, 300_000, 2_000, UTC_VALID_FOR)));
    }

    @Test
    void tellsUtcWhichCanBeCarriedOnAsClusterTimeIs() {
        drift = 40e-6;
        passed = 10 * SECOND;
        assertThat(time.now().utc()).isEqualTo(LocalAnswer.Utc.UNKNOWN);
        tellUtc(7_000_000, 20_000);
        LocalAnswer told = time.now();
        LocalAnswer.Utc utc = told.utc();
        assertThat(utc.utcNanos()).isEqualTo(clock.read().clusterNanos() + 7_000_000);
        assertThat(utc.ratePpb()).isBetween(59_999, 60_002);
        assertThat(utc.validUntilNanos())
                .as("sooner than cluster time")
                .isBetween(told.monotonicNanos() + UTC_VALID_FOR - SECOND, told.monotonicNanos() + UTC_VALID_FOR)
                .isLessThan(told.validUntilNanos());
        for (long age : new long[] {1_000, SECOND, 50 * SECOND}) {
            passed = told.monotonicNanos() - BOOT + age;
            long carried = utc.utcNanos() + age + Math.floorDiv(age * utc.ratePpb(), SECOND);
            long error = utc.errorNanos() + Math.floorDiv(age * utc.growthPpb(), SECOND) + 1;
            TimeInterval now = clock.utc();
            assertThat(carried - error).as("but for rounding").isLessThanOrEqualTo(now.earliestNanos() + 1);
            assertThat(carried + error).isGreaterThanOrEqualTo(now.latestNanos() - 1);
        }
    }

    @Test
    void tellsNothingOfUtcAnyMoreWhenWhatWasSaidOfItHasExpired() {
        tellUtc(7_000_000, 0);
        passed = UTC_VALID_FOR;
        assertThat(time.now().utc()).isEqualTo(LocalAnswer.Utc.UNKNOWN);
        assertThat(time.now().errorNanos()).isNotEqualTo(Timeline.UNKNOWN_ERROR);
    }
}
