package io.campanile.core.ensemble;

import static io.campanile.core.ensemble.TestCluster.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.campanile.core.ReferenceReading;
import io.campanile.core.filter.FilterLimits;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The ensemble's time beside a time outside. */
class OutsideTest {

    private static final long MILLI = 1_000_000;

    private static ReferenceReading at(long now, long offset) {
        return new ReferenceReading(now, offset, 0, 5_000, 100, 60 * SECOND);
    }

    /** A time outside that is this far ahead of the master's clock, as the next round ends. */
    private static Outside standard(TestCluster cluster, long offset) {
        return new Outside(at(cluster.now + SECOND, offset), null);
    }

    private static Outside utc(TestCluster cluster, long offset) {
        return new Outside(null, at(cluster.now + SECOND, offset));
    }

    @Test
    void aTimeThatIsFoundedBeginsAtTheReference() {
        var cluster = new TestCluster(EnsembleConfig.DEFAULT, 3);
        cluster.outside = utc(cluster, 42 * MILLI);

        assertThat(cluster.round().finding()).isEqualTo(Finding.FOUNDED);

        assertThat(cluster.clusterOffset()).isEqualTo(42 * MILLI);
    }

    @Test
    void aReferenceBeyondThePanicLimitFoundsNothing() {
        var cluster = new TestCluster(EnsembleConfig.DEFAULT, 3);
        cluster.outside = utc(cluster, 1001 * SECOND);

        assertThat(cluster.round().finding()).isEqualTo(Finding.FOUNDED);

        assertThat(cluster.clusterOffset()).isZero();
    }

    @Test
    void aTimeThatIsTakenOverStaysWhereItsKeepersHaveIt() {
        var cluster = new TestCluster(EnsembleConfig.DEFAULT, 3);
        cluster.slaves.forEach(slave -> slave.shows(0, cluster.now, 1_000, 0, 600 * SECOND));
        cluster.outside = utc(cluster, 42 * MILLI);

        assertThat(cluster.round().finding()).isEqualTo(Finding.TAKEN_OVER);

        assertThat(cluster.clusterOffset()).isZero();
    }

    @Test
    void aTimeThatGoesOnComesToTheReferenceWithoutAStep() {
        TestCluster cluster = TestCluster.started(3);
        long before = 0;
        for (int i = 0; i < 4 * 3600; i++) {
            cluster.outside = utc(cluster, 10 * MILLI);
            cluster.round();
            long now = cluster.clusterOffset();
            assertThat(now - before).isBetween(-20_000L, 20_000L);
            before = now;
            cluster.slaves.forEach(slave -> slave.shows(now));
        }
        assertThat(cluster.clusterOffset()).isCloseTo(10 * MILLI, within(151L));
    }

    @Test
    void theStandardIsFollowedRatherThanUtc() {
        TestCluster cluster = TestCluster.started(3);
        for (int i = 0; i < 4 * 3600; i++) {
            long end = cluster.now + SECOND;
            cluster.outside = new Outside(at(end, 2 * MILLI), at(end, -2 * MILLI));
            cluster.round();
            cluster.slaves.forEach(slave -> slave.shows(cluster.clusterOffset()));
        }
        assertThat(cluster.clusterOffset()).isCloseTo(2 * MILLI, within(151L));
    }

    @Test
    void distanceToTheStandardIsAnErrorOfTheRoundAndThatToUtcIsNot() {
        TestCluster cluster = TestCluster.started(3);
        cluster.outside = standard(cluster, MILLI);
        RoundResult follows = cluster.round();
        assertThat(follows.errorNanos(cluster.now)).isEqualTo(MILLI + 5_001);
        assertThat(follows.isAboutOwnTime()).isFalse();
        assertThat(follows.aboutOwnTime().errorNanos(cluster.now)).isZero();

        cluster.outside = utc(cluster, MILLI);
        RoundResult drifts = cluster.round();
        assertThat(drifts.errorNanos(cluster.now)).isZero();
        assertThat(drifts.isAboutOwnTime()).isTrue();
    }

    @Test
    void nothingIsPromisedForLongerThanTheStandardIsKnown() {
        TestCluster cluster = TestCluster.started(3);
        cluster.outside = standard(cluster, 0);
        assertThat(cluster.round().validForNanos()).isEqualTo(60 * SECOND);
        for (int i = 0; i < 58; i++) {
            cluster.round();
        }
        RoundResult last = cluster.round();
        assertThat(last.validForNanos()).isEqualTo(SECOND);
        assertThat(last.synchronizedForNanos()).isEqualTo(SECOND);

        RoundResult alone = cluster.round();
        assertThat(alone.outside()).isEqualTo(Outside.NONE);
        assertThat(alone.validForNanos()).isEqualTo(EnsembleConfig.DEFAULT.validForNanos());
    }

    @Test
    void ratesOfTheStandardWidenWhatMembersAllowFor() {
        TestCluster cluster = TestCluster.started(3);
        for (int i = 0; i < 10; i++) {
            cluster.round();
        }
        double wander = FilterLimits.DEFAULT.maxWanderPpb();
        assertThat(withRateOfStandard(cluster, 0).fastestPpb()).isCloseTo(wander + 50, within(1.0));
        assertThat(withRateOfStandard(cluster, 40_000).fastestPpb()).isEqualTo(40_100);
        assertThat(withRateOfStandard(cluster, -40_000).slowestPpb()).isEqualTo(-40_100);
    }

    private static RoundResult withRateOfStandard(TestCluster cluster, double ratePpb) {
        @Nullable
        ReferenceReading reading = new ReferenceReading(cluster.now + SECOND, 0, ratePpb, 0, 100, 60 * SECOND);
        cluster.outside = new Outside(reading, null);
        return cluster.round();
    }
}
