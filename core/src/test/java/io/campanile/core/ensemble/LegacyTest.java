package io.campanile.core.ensemble;

import static io.campanile.core.ensemble.TestCluster.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.campanile.core.Mapping;
import io.campanile.core.discipline.Bound;
import io.campanile.core.discipline.ClockState;
import io.campanile.core.discipline.ClockStatus;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A term that begins with what its master knows of cluster time. */
class LegacyTest {

    private static final long START = 1_000 * SECOND;
    private static final long KEPT = 7 * SECOND;
    private static final double KEPT_RATE = 12_000;
    private static final long ERROR = 50_000;
    private static final double GROWTH = 30_000;
    private static final long VALID = EnsembleConfig.DEFAULT.validForNanos();
    private static final long MORE_THAN_DRIFT = 100_000;

    /** The clock of a standby: cluster time is seven seconds ahead of its local time. */
    private static ClockState standby(long offset) {
        return new ClockState(
                new Mapping(9, START, offset, KEPT_RATE), ClockStatus.SYNCHRONIZED, 3, new Bound(ERROR, GROWTH, VALID));
    }

    private static TestCluster term(@Nullable ClockState own, int electors, int keepers) {
        TestCluster cluster = new TestCluster(EnsembleConfig.DEFAULT, new Legacy(own, electors, 0), keepers);
        cluster.slaves.forEach(slave -> {
            slave.shows(KEPT, cluster.now, ERROR, GROWTH, VALID);
            slave.cleanRounds = 0;
            slave.elector = false;
            slave.samples = 4;
            slave.joinedAtNanos = cluster.now;
        });
        return cluster;
    }

    private static Finding roundUntilDecided(TestCluster cluster, int most) {
        for (int i = 1; i < most; i++) {
            Finding finding = cluster.round().finding();
            if (finding.outcome() != RoundReport.Outcome.WAITING) {
                return finding;
            }
        }
        return cluster.round().finding();
    }

    @Test
    void standbyTakesItsOwnTimeOverInTheFirstRoundWhenMostAreThere() {
        TestCluster cluster = term(standby(KEPT), 9, 4);
        RoundResult result = cluster.round();
        assertThat(result.finding()).isEqualTo(Finding.TAKEN_OVER);
        assertThat(cluster.clusterOffset()).isCloseTo(KEPT, within(MORE_THAN_DRIFT));
        assertThat(result.clusterTime().ratePpb()).isCloseTo(KEPT_RATE, within(GROWTH));
        // What nobody knows of the earlier time: no more than one of them claims.
        long claimed = ERROR + (long) (GROWTH / 1e9 * SECOND) + 2_000;
        assertThat(result.errorNanos(cluster.now)).isBetween(1L, 2 * claimed);
        assertThat(cluster.slaves)
                .allSatisfy(slave -> assertThat(Objects.requireNonNull(result.verdict(slave.session()))
                                .suffrage())
                        .isEqualTo(Suffrage.GRANTED));
    }

    @Test
    void rateThatAStandbyKnowsMovesSlowlyFromTheBeginning() {
        TestCluster cluster = term(standby(KEPT), 9, 4);
        double allowance = EnsembleConfig.DEFAULT.filter().maxWanderPpb() + 50;
        assertThat(cluster.round().rateAllowancePpb()).isEqualTo(allowance);
        double rate = cluster.coordinator.clusterTime().ratePpb();
        // Nobody here has been measured for long enough to tell a better one.
        cluster.slaves.forEach(slave -> slave.ratePpb = 90_000);
        assertThat(cluster.round().clusterTime().ratePpb()).isEqualTo(rate);
        cluster.slaves.forEach(slave -> slave.cleanRounds = 10);
        assertThat(cluster.round().clusterTime().ratePpb()).isCloseTo(rate, within(100.0));
    }

    @Test
    void standbyWaitsForSomeRoundsWhileMostAreAway() {
        TestCluster cluster = term(standby(KEPT), 9, 2);
        for (int i = 0; i < 5; i++) {
            assertThat(cluster.round().finding()).isEqualTo(Finding.EXPECTING_KEEPERS);
        }
        assertThat(cluster.round().finding()).isEqualTo(Finding.TAKEN_OVER);
    }

    @Test
    void standbyGoesOnByItselfWhereNobodyComes() {
        TestCluster cluster = term(standby(KEPT), 9, 0);
        assertThat(roundUntilDecided(cluster, 6)).isEqualTo(Finding.TAKEN_OVER);
        assertThat(cluster.clusterOffset()).isCloseTo(KEPT, within(MORE_THAN_DRIFT));
    }

    @Test
    void standbyWhoseClockJumpedFollowsThoseWhoKeepTheTime() {
        TestCluster cluster = term(standby(KEPT + 3 * SECOND), 6, 5);
        assertThat(cluster.round().finding()).isEqualTo(Finding.TAKEN_OVER);
        assertThat(cluster.clusterOffset()).isCloseTo(KEPT, within(MORE_THAN_DRIFT));
    }

    /** A process that has just begun to lead stamps late: all slaves seem to be off by the same. */
    @ParameterizedTest
    @ValueSource(longs = {16_000_000, 10_000})
    void standbyGoesByItsOwnClockUnlessTheExchangesProveItWrong(long margin) {
        long late = 15_000_000;
        TestCluster cluster = term(standby(KEPT), 9, 8);
        cluster.slaves.forEach(slave -> {
            slave.offset += late;
            slave.margin = margin;
        });
        RoundResult result = cluster.round();
        assertThat(result.finding()).isEqualTo(Finding.TAKEN_OVER);
        assertThat(cluster.clusterOffset()).isCloseTo(margin > late ? KEPT : KEPT + late, within(2 * MORE_THAN_DRIFT));
    }

    @Test
    void slavesThatAreNewDoNotMoveTheTimeOfAStandby() {
        TestCluster cluster = new TestCluster(EnsembleConfig.DEFAULT, new Legacy(standby(KEPT), 1, 0), 8);
        assertThat(cluster.round().finding()).isEqualTo(Finding.TAKEN_OVER);
        assertThat(cluster.clusterOffset()).isCloseTo(KEPT, within(MORE_THAN_DRIFT));
    }

    @Test
    void promiseThatHasExpiredIsNoLegacy() {
        Legacy legacy = new Legacy(standby(KEPT), 3, 0);
        assertThat(legacy.keepsTime(START + VALID - SECOND)).isTrue();
        assertThat(legacy.keepsTime(START + VALID + SECOND)).isFalse();
    }

    /** The hole that was known: the master forgot, and the first to come knows nothing. */
    @Test
    void nobodyFoundsASecondTimeWhileThoseWhoKeepTheFirstAreAway() {
        TestCluster cluster = new TestCluster(EnsembleConfig.DEFAULT, new Legacy(null, 9, 0), 1);
        for (int i = 0; i < 60; i++) {
            RoundResult result = cluster.round();
            assertThat(result.corrects()).isFalse();
        }
        assertThat(cluster.round().finding()).isEqualTo(Finding.AWAITING_KEEPERS);
        assertThat(cluster.round().report().why()).contains("remembered", "found cluster time anew");
        for (int i = 0; i < 5; i++) {
            TestSlave keeper = cluster.join("keeper-" + i);
            keeper.shows(KEPT, cluster.now, ERROR, GROWTH, VALID);
            keeper.joinedAtNanos = cluster.now;
        }
        assertThat(roundUntilDecided(cluster, 10)).isEqualTo(Finding.TAKEN_OVER);
        assertThat(cluster.clusterOffset()).isCloseTo(KEPT, within(MORE_THAN_DRIFT));
    }

    @Test
    void timeIsFoundedAnewOnceNoPromiseCanBeInForce() {
        TestCluster cluster = new TestCluster(EnsembleConfig.DEFAULT, new Legacy(null, 9, 0), 1);
        for (long left = VALID; left > 0; left -= SECOND) {
            assertThat(cluster.round().corrects()).isFalse();
        }
        assertThat(roundUntilDecided(cluster, 3)).isEqualTo(Finding.FOUNDED);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 8})
    void everybodyRestartedAtOnceFoundsATimeAtOnce(int slaves) {
        TestCluster cluster = new TestCluster(EnsembleConfig.DEFAULT, new Legacy(null, 9, 0), slaves);
        assertThat(roundUntilDecided(cluster, 7)).isEqualTo(Finding.FOUNDED);
    }

    /** A leader that was deposed promises the earlier time until it knows; and this one has to hold both when it is deposed. */
    @Test
    void handoverLastsLongerWhereTermsMayOverlap() {
        long overlap = 2 * SECOND;
        TestCluster alone = term(standby(KEPT), 9, 4);
        TestCluster elected = new TestCluster(EnsembleConfig.DEFAULT, new Legacy(standby(KEPT), 9, overlap), 4);
        elected.slaves.forEach(slave -> {
            slave.shows(KEPT, elected.now, ERROR, GROWTH, VALID);
            slave.elector = false;
            slave.joinedAtNanos = elected.now;
        });
        Handover brief = Objects.requireNonNull(alone.round().handover());
        Handover longer = Objects.requireNonNull(elected.round().handover());
        assertThat(longer.untilNanos() - brief.untilNanos()).isBetween(2 * overlap, 2 * overlap + SECOND / 10);
    }

    @Test
    void standbyThatIsContradictedWaitsForThoseWhoCanTell() {
        TestCluster cluster = term(standby(KEPT), 6, 1);
        cluster.slaves.get(0).shows(KEPT + 3 * SECOND, cluster.now, ERROR, GROWTH, VALID);
        for (int i = 0; i < 60; i++) {
            assertThat(cluster.round().corrects()).isFalse();
        }
        for (int i = 0; i < 3; i++) {
            TestSlave keeper = cluster.join("keeper-" + i);
            keeper.shows(KEPT, cluster.now, ERROR, GROWTH, VALID);
            keeper.joinedAtNanos = cluster.now;
        }
        assertThat(roundUntilDecided(cluster, 3)).isEqualTo(Finding.TAKEN_OVER);
        assertThat(cluster.clusterOffset()).isCloseTo(KEPT, within(MORE_THAN_DRIFT));
    }

    /** Each slave's clock is measured for longer, and with it the rate of the time that it kept. */
    @Test
    void handoverErrorGrowsLessTheBetterTheKeepersClocksAreKnown() {
        TestCluster cluster = term(standby(KEPT), 9, 4);
        cluster.slaves.forEach(slave -> slave.rateMarginPpb = 500_000);
        Handover first = Objects.requireNonNull(cluster.round().handover());
        cluster.slaves.forEach(slave -> {
            slave.samples = 20;
            slave.rateMarginPpb = 20_000;
        });
        Handover later = Objects.requireNonNull(cluster.round().handover());
        assertThat(first.rateHighPpb() - first.rateLowPpb()).isGreaterThan(900_000);
        assertThat(later.rateHighPpb() - later.rateLowPpb()).isLessThan(200_000);
        assertThat(later.untilNanos()).isEqualTo(first.untilNanos());
        cluster.slaves.forEach(slave -> {
            slave.samples = 3;
            slave.rateMarginPpb = 1_000;
        });
        assertThat(Objects.requireNonNull(cluster.round().handover()).rateHighPpb())
                .as("its window does not go back to the takeover")
                .isEqualTo(later.rateHighPpb());
    }

    /** What it was promised may be about a time that is over. */
    @Test
    void slaveWhosePromiseHasExpiredHasNoSayWhereTheStandbysIsInForce() {
        TestCluster cluster = term(standby(KEPT), 1, 1);
        cluster.slaves.get(0).shows(KEPT + SECOND / 1000, cluster.now - 2 * VALID, ERROR, 0, VALID);
        cluster.slaves.get(0).status = ClockStatus.UNSYNCHRONIZED;
        RoundResult result = cluster.round();
        assertThat(result.finding()).isEqualTo(Finding.TAKEN_OVER);
        Handover handover = Objects.requireNonNull(result.handover());
        assertThat(handover.offset().contains(KEPT)).isTrue();
        assertThat(handover.offset().contains(KEPT + SECOND / 1000)).isFalse();
    }

    @Test
    void standbyThatIsContradictedByTheOnlyOtherClockThereIsDoesNotWait() {
        TestCluster cluster = term(standby(KEPT), 2, 1);
        cluster.slaves.get(0).shows(KEPT + 3 * SECOND, cluster.now, ERROR, GROWTH, VALID);
        assertThat(cluster.round().finding()).isEqualTo(Finding.TAKEN_OVER);
    }

    @Test
    void refusesANumberThatIsNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Legacy(null, -1, 0))
                .withMessageContaining("0 or more");
    }
}
