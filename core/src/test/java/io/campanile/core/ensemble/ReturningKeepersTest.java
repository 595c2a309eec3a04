package io.campanile.core.ensemble;

import static io.campanile.core.ensemble.TestCluster.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A master that was left alone with its own clock, and slaves that come back in new sessions. */
class ReturningKeepersTest {

    private static final long ERROR = 50_000;
    private static final long VALID = EnsembleConfig.DEFAULT.validForNanos();

    /** A cluster whose slaves are all gone; a second later its master's clock goes 20 s forward. */
    private static TestCluster leftAlone(int slaves) {
        var cluster = TestCluster.started(slaves);
        cluster.round();
        cluster.slaves.clear();
        assertThat(cluster.round().finding()).isEqualTo(Finding.AGREED);
        cluster.now += 20 * SECOND;
        return cluster;
    }

    private static TestSlave comesBack(TestCluster cluster, long jumped) {
        TestSlave slave = cluster.join("back-" + (cluster.slaves.size() + 1));
        slave.elector = false;
        slave.cleanRounds = 0;
        slave.offset = jumped;
        return slave.shows(jumped, cluster.now - 20 * SECOND, ERROR, 30_000, VALID);
    }

    @Test
    void tellTheMasterThatItsClockJumpedWhenTheyAreMoreThanHalfOfTheClocks() {
        var cluster = leftAlone(4);
        comesBack(cluster, -20 * SECOND);
        assertThat(cluster.round().finding()).as("one of five").isEqualTo(Finding.NO_MAJORITY);
        comesBack(cluster, -20 * SECOND);
        assertThat(cluster.round().finding()).as("two of five").isEqualTo(Finding.NO_MAJORITY);
        comesBack(cluster, -20 * SECOND);
        RoundResult result = cluster.round();
        assertThat(result.finding()).isEqualTo(Finding.MASTER_FOLLOWS);
        assertThat(cluster.clusterOffset()).isEqualTo(-20 * SECOND);
        assertThat(result.handover()).isNotNull();
    }

    @Test
    void areNotWaitedForWhenTheyAgreeWithTheMaster() {
        var cluster = leftAlone(4);
        comesBack(cluster, 0);
        assertThat(cluster.round().finding()).isEqualTo(Finding.AGREED);
        assertThat(cluster.clusterOffset()).isZero();
    }

    @Test
    void cannotMoveTimeWhileTheyAreFew() {
        var cluster = leftAlone(4);
        comesBack(cluster, -20 * SECOND);
        comesBack(cluster, -20 * SECOND);
        for (int i = 0; i < 5; i++) {
            assertThat(cluster.round().finding()).isEqualTo(Finding.NO_MAJORITY);
        }
        assertThat(cluster.round().finding()).as("nobody waits for ever").isEqualTo(Finding.AGREED);
        assertThat(cluster.clusterOffset()).isZero();
    }

    @Test
    void areRememberedHoweverFarTheMastersClockJumped() {
        var cluster = leftAlone(2);
        cluster.now += 100 * VALID;
        comesBack(cluster, -100 * VALID);
        comesBack(cluster, -100 * VALID);
        assertThat(cluster.round().finding()).as("further than the panic limit").isEqualTo(Finding.PHASE_REFUSED);
        assertThat(cluster.clusterOffset()).isZero();
    }

    @Test
    void areStrangersOnceNobodyCanHoldAPromise() {
        var cluster = leftAlone(4);
        for (long i = 0; i < VALID / SECOND; i++) {
            cluster.round();
        }
        for (int i = 0; i < 4; i++) {
            comesBack(cluster, -20 * SECOND);
        }
        assertThat(cluster.round().finding()).isEqualTo(Finding.AGREED);
        assertThat(cluster.clusterOffset()).isZero();
    }

    @Test
    void newSlavesThatKeepNoTimeHaveNoSay() {
        var cluster = leftAlone(2);
        for (int i = 0; i < 5; i++) {
            TestSlave slave = cluster.join("new-" + i);
            slave.elector = false;
            slave.cleanRounds = 0;
            slave.offset = 90 * SECOND;
        }
        assertThat(cluster.round().finding()).isEqualTo(Finding.AGREED);
        assertThat(cluster.clusterOffset()).isZero();
    }
}
