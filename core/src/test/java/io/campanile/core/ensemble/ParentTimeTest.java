package io.campanile.core.ensemble;

import static io.campanile.core.ensemble.TestCluster.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.campanile.core.Mapping;
import io.campanile.core.ReferenceReading;
import io.campanile.core.discipline.Bound;
import io.campanile.core.discipline.ClockState;
import io.campanile.core.discipline.ClockStatus;
import org.junit.jupiter.api.Test;

/** What a cluster makes of the time of a parent master. */
class ParentTimeTest {

    private static final long MILLI = 1_000_000;
    private static final EnsembleConfig LIMITS = EnsembleConfig.DEFAULT.withPull(PullLimits.OF_PARENT);

    /** The clock that a parent corrected this long ago, to a time that is so far ahead of the master's clock. */
    private static ClockState corrected(long nowNanos, long agoNanos, long offset, ClockStatus status) {
        Mapping mapping = new Mapping(3, nowNanos - agoNanos, offset, 0);
        return new ClockState(mapping, status, 7, new Bound(5_000, 100, 600 * SECOND));
    }

    private static Outside parent(TestCluster cluster, long offset, ClockStatus status) {
        long end = cluster.now + SECOND;
        return Outside.ofParent(corrected(end, SECOND, offset, status), end, LIMITS, false);
    }

    @Test
    void aNewClusterWaitsForItAsLongAsItIsPatient() {
        var cluster = new TestCluster(LIMITS, 3);
        cluster.outside = Outside.ofParent(ClockState.INITIAL, cluster.now, LIMITS, true);
        for (int i = 0; i < 100; i++) {
            assertThat(cluster.round().finding()).isEqualTo(Finding.AWAITING_PARENT);
        }
        cluster.outside = Outside.ofParent(ClockState.INITIAL, cluster.now, LIMITS, false);

        assertThat(cluster.round().finding()).isEqualTo(Finding.FOUNDED);
        assertThat(cluster.clusterOffset()).isZero();
    }

    @Test
    void aNewClusterBeginsAtIt() {
        var cluster = new TestCluster(LIMITS, 3);
        cluster.outside = parent(cluster, 42 * MILLI, ClockStatus.SYNCHRONIZED);

        assertThat(cluster.round().finding()).isEqualTo(Finding.FOUNDED);
        assertThat(cluster.clusterOffset()).isEqualTo(42 * MILLI);
    }

    @Test
    void aNewClusterBeginsAtItAlsoWhenItIsKnownFromBeforeOnly() {
        var cluster = new TestCluster(LIMITS, 3);
        cluster.outside = parent(cluster, 42 * MILLI, ClockStatus.HOLDOVER);

        cluster.round();
        assertThat(cluster.clusterOffset()).isEqualTo(42 * MILLI);
    }

    @Test
    void aNewClusterWaitsUntilTheParentsRateIsFound() {
        var cluster = new TestCluster(LIMITS, 3);
        Mapping mapping = new Mapping(3, cluster.now, 42 * MILLI, 0);
        ClockState unsettled =
                new ClockState(mapping, ClockStatus.SYNCHRONIZED, 7, new Bound(5_000, 2_000_000, 600 * SECOND));
        cluster.outside = Outside.ofParent(unsettled, cluster.now, LIMITS, true);
        assertThat(cluster.round().finding()).isEqualTo(Finding.AWAITING_PARENT);
        assertThat(cluster.outside.followed())
                .as("a time that goes on follows it")
                .isNotNull();

        cluster.outside = Outside.ofParent(unsettled, cluster.now, LIMITS, false);
        assertThat(cluster.round().finding()).isEqualTo(Finding.FOUNDED);
    }

    @Test
    void timeThatIsKeptIsTakenOverWithoutWaiting() {
        var cluster = new TestCluster(LIMITS, 3);
        cluster.slaves.forEach(slave -> slave.shows(0, cluster.now, 1_000, 0, 600 * SECOND));
        cluster.outside = Outside.ofParent(ClockState.INITIAL, cluster.now, LIMITS, true);

        assertThat(cluster.round().finding()).isEqualTo(Finding.TAKEN_OVER);
    }

    @Test
    void isFollowedWhileItIsHeardAndCountedInWhileItIsNot() {
        Outside heard = Outside.ofParent(corrected(0, 0, 9, ClockStatus.SYNCHRONIZED), SECOND, LIMITS, false);
        Outside away = Outside.ofParent(corrected(0, 0, 9, ClockStatus.HOLDOVER), 60 * SECOND, LIMITS, false);
        Outside gone = Outside.ofParent(corrected(0, 0, 9, ClockStatus.UNSYNCHRONIZED), 700 * SECOND, LIMITS, false);

        assertThat(heard.followed()).isNotNull().isEqualTo(heard.standard());
        assertThat(away.followed()).isNull();
        assertThat(away.standard()).isNotNull();
        assertThat(gone).isEqualTo(Outside.NONE);
    }

    @Test
    void errsByMoreTheOlderItIs() {
        ReferenceReading fresh = reading(0);
        ReferenceReading old = reading(300 * SECOND);

        assertThat(fresh.errorNanos()).isCloseTo(5_000, within(2L));
        assertThat(fresh.errorGrowthPpb()).isEqualTo(100);
        assertThat(old.errorNanos()).isCloseTo(5_000 + 300 * 100, within(2L));
        // Half of what a correction is valid for lies beyond the promise.
        assertThat(old.errorGrowthPpb()).isEqualTo(100 + 2.5 * LIMITS.filter().maxWanderPpb());
    }

    @Test
    void isToldOnForAsLongAsAnyCorrectionIsValid() {
        assertThat(reading(599 * SECOND).remainingNanos(599 * SECOND)).isEqualTo(601 * SECOND);
        var cluster = new TestCluster(LIMITS, 3);
        cluster.outside = Outside.ofParent(
                corrected(cluster.now, 599 * SECOND, 0, ClockStatus.HOLDOVER), cluster.now, LIMITS, false);

        assertThat(cluster.round().validForNanos()).isEqualTo(LIMITS.validForNanos());
    }

    private static ReferenceReading reading(long age) {
        Outside outside = Outside.ofParent(corrected(0, 0, 9, ClockStatus.HOLDOVER), age, LIMITS, false);
        ReferenceReading standard = outside.standard();
        if (standard == null) {
            throw new AssertionError("nothing is known of the parent");
        }
        return standard;
    }
}
