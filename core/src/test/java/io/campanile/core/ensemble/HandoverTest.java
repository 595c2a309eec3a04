package io.campanile.core.ensemble;

import static io.campanile.core.ensemble.TestCluster.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.campanile.core.Interval;
import io.campanile.core.Mapping;
import io.campanile.core.Units;
import io.campanile.core.discipline.ClockStatus;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Taking over a time that others keep. */
class HandoverTest {

    private static final long KEPT = 7 * SECOND;
    private static final long ERROR = 50_000;
    private static final double GROWTH = 30_000;
    private static final long VALID = EnsembleConfig.DEFAULT.validForNanos();
    private static final double DRIFT = EnsembleConfig.DEFAULT.filter().maxDriftPpb();

    /** A master that has just restarted, and keepers that were corrected a second before its first round. */
    private static TestCluster restarted(int keepers) {
        var cluster = new TestCluster(EnsembleConfig.DEFAULT, keepers);
        cluster.slaves.forEach(slave -> {
            slave.shows(KEPT, cluster.now, ERROR, GROWTH, VALID);
            slave.cleanRounds = 0;
        });
        return cluster;
    }

    private static Handover handover(RoundResult result) {
        return Objects.requireNonNull(result.handover(), "nothing was taken over");
    }

    private static TestCluster founded() {
        var cluster = TestCluster.started(5);
        cluster.slaves.forEach(slave -> slave.shows(0, cluster.now, ERROR, GROWTH, VALID));
        return cluster;
    }

    @Test
    void masterThatNeverTookATimeOverKnowsItExactly() {
        var cluster = founded();
        for (int i = 0; i < 20; i++) {
            RoundResult result = cluster.round();
            assertThat(result.handover()).isNull();
            assertThat(result.errorNanos(cluster.now)).isZero();
        }
    }

    @Test
    void restartedMasterKnowsTheTimeAsWellAsTheKeepersClaim() {
        var cluster = restarted(5);
        RoundResult result = cluster.round();
        assertThat(result.finding()).isEqualTo(Finding.TAKEN_OVER);
        // Measured to 1 µs, told 50 µs a second ago, and 30 ppm more a second.
        long claimed = 1_000 + ERROR + 30_000;
        assertThat(handover(result).offset().low()).isCloseTo(KEPT - claimed, within(5L));
        assertThat(handover(result).offset().high()).isCloseTo(KEPT + claimed, within(5L));
        assertThat(result.errorNanos(cluster.now)).isCloseTo(claimed, within(5L));
    }

    @Test
    void rateOfTheEarlierTimeIsKnownAsWellAsTheKeepersRates() {
        Handover handover = handover(restarted(5).round());
        // The keepers' clocks run at 0 ± 16 ppm, and were told 30 ppm.
        assertThat(handover.rateLowPpb()).isCloseTo(-46_000, within(1.0));
        assertThat(handover.rateHighPpb()).isCloseTo(46_000, within(1.0));
    }

    @Test
    void handoverErrorGrowsWithTheRateThatIsNotKnown() {
        var cluster = restarted(5);
        long first = cluster.round().errorNanos(cluster.now);
        RoundResult later = null;
        for (int i = 0; i < 10; i++) {
            cluster.slaves.forEach(slave -> slave.shows(cluster.clusterOffset()));
            later = cluster.round();
        }
        assertThat(Objects.requireNonNull(later).errorNanos(cluster.now) - first)
                .isCloseTo(460_000L, within(10L));
    }

    @Test
    void handoverErrorEndsWhenNoPromiseOfTheEarlierTimeCanBeInForce() {
        var cluster = restarted(5);
        RoundResult result = cluster.round();
        Handover handover = handover(result);
        long shortest = VALID + Units.widening(2 * DRIFT, VALID);
        long end = handover.errorNanos(result.clusterTime(), cluster.now + shortest);
        assertThat(handover.untilNanos() - cluster.now).isEqualTo(shortest + 2 * end);

        long rounds = (handover.untilNanos() - cluster.now) / SECOND;
        for (long i = 0; i < rounds; i++) {
            cluster.slaves.forEach(slave -> slave.shows(cluster.clusterOffset()));
            assertThat(cluster.round().handover()).isEqualTo(handover);
        }
        cluster.slaves.forEach(slave -> slave.shows(cluster.clusterOffset()));
        assertThat(cluster.round().handover()).isNull();
    }

    @Test
    void promiseThatLastsLongerThanThisMastersOwnIsWaitedFor() {
        var cluster = new TestCluster(EnsembleConfig.DEFAULT, 5);
        long hour = 3_600 * SECOND;
        cluster.slaves.forEach(slave -> slave.shows(KEPT, cluster.now, ERROR, GROWTH, hour));
        assertThat(handover(cluster.round()).untilNanos()).isGreaterThan(cluster.now + hour - 2 * SECOND);
    }

    @Test
    void liarsCannotMakeTheHandoverLast() {
        var cluster = restarted(5);
        for (int i = 4; i <= 5; i++) {
            cluster.slave(i).shows(KEPT, cluster.now, 1L << 62, 9e8, 1L << 62);
        }
        RoundResult result = cluster.round();
        assertThat(result.errorNanos(cluster.now)).isLessThan(100_000);
        assertThat(handover(result).untilNanos()).isLessThan(cluster.now + VALID + VALID / 100);
    }

    @Test
    void liarsBelowHalfCannotBlowTheHandoverErrorUp() {
        var cluster = restarted(5);
        cluster.slave(4).shows(KEPT + 90 * SECOND, cluster.now, ERROR, GROWTH, VALID);
        cluster.slave(5).shows(KEPT - 80 * SECOND, cluster.now, ERROR, GROWTH, VALID);
        assertThat(cluster.round().errorNanos(cluster.now)).isLessThan(100_000);
    }

    @Test
    void keeperThatTellsNoBoundIsTakenAtWhatItShows() {
        var cluster = new TestCluster(EnsembleConfig.DEFAULT, 3);
        cluster.slaves.forEach(slave -> slave.shows(KEPT));
        assertThat(cluster.round().errorNanos(cluster.now)).isCloseTo(1_000L, within(5L));
    }

    @Test
    void keepersWhosePromiseHasExpiredStillKnowTheTimeAsWellAsItsGrowthSays() {
        var cluster = new TestCluster(EnsembleConfig.DEFAULT, 3);
        cluster.slaves.forEach(slave -> {
            slave.shows(KEPT, cluster.now - 2 * VALID, ERROR, GROWTH, VALID);
            slave.status = ClockStatus.UNSYNCHRONIZED;
        });
        RoundResult result = cluster.round();
        // 30 ppm over twenty minutes.
        assertThat(result.errorNanos(cluster.now)).isBetween(36_000_000L, 36_200_000L);
        assertThat(handover(result).untilNanos())
                .as("an absent one may hold a promise")
                .isGreaterThan(cluster.now + VALID);
    }

    @Test
    void warmStartTakesTheRateOver() {
        var cluster = restarted(5);
        cluster.slaves.forEach(slave ->
                slave.mapping = new Mapping(1, slave.mapping.anchorNanos(), slave.mapping.offsetNanos(), 40_000));
        assertThat(cluster.round().clusterTime().ratePpb()).isCloseTo(16_000, within(1.0));
        // No honest clock can be faster than 16 ppm; where these clocks are faster, the rate is theirs.
        var fast = restarted(5);
        fast.slaves.forEach(slave -> {
            slave.ratePpb = -40_000;
            slave.rateMarginPpb = 100_000;
            slave.mapping = new Mapping(1, slave.mapping.anchorNanos(), slave.mapping.offsetNanos(), 60_000);
        });
        double both = ((1 + 60e-6) * (1 - 40e-6) - 1) * 1e9;
        assertThat(fast.round().clusterTime().ratePpb()).isCloseTo(both, within(1.0));
        fast.slaves.forEach(slave -> slave.shows(fast.clusterOffset()));
        assertThat(fast.round().clusterTime().ratePpb())
                .as("nobody is known yet who could tell a better one")
                .isCloseTo(both, within(1.0));
    }

    @Test
    void masterWhoseOwnClockJumpedKnowsTheTimeAsWellAsTheOthersClaim() {
        var cluster = founded();
        for (int i = 0; i < 10; i++) {
            cluster.slaves.forEach(slave -> slave.shows(0, cluster.now, ERROR, GROWTH, VALID));
            cluster.round();
        }
        cluster.slaves.forEach(slave -> slave.offset = -5 * SECOND);
        RoundResult result = cluster.round();
        assertThat(result.finding()).isEqualTo(Finding.MASTER_FOLLOWS);
        Handover handover = handover(result);
        assertThat(handover.offset().contains(-5 * SECOND)).isTrue();
        assertThat(result.errorNanos(cluster.now)).isLessThan(300_000);
        // Its jump left its rate as it was: nothing is to be added to what the rate may change by anyway.
        assertThat(handover.rateHighPpb()).isEqualTo(result.clusterTime().ratePpb() + result.rateAllowancePpb());
        assertThat(result.fastestPpb()).isEqualTo(result.clusterTime().ratePpb() + result.rateAllowancePpb());
    }

    /** The time is taken over twice within a validity: the second handover holds both earlier times. */
    @Test
    void handoversStack() {
        var first = restarted(5);
        RoundResult before = first.round();
        long earlier = before.errorNanos(first.now);
        var second = new TestCluster(EnsembleConfig.DEFAULT, 5);
        second.now = first.now;
        second.slaves.forEach(slave -> slave.shows(
                before.clusterTime().offsetAt(first.now) + 20_000, first.now, 1_000 + earlier, 46_000, VALID));
        RoundResult after = second.round();
        Interval known = handover(after).offset();
        assertThat(known.contains(before.clusterTime().offsetAt(second.now))).isTrue();
        Interval first2 = handover(before).offset();
        assertThat(known.contains(first2.low() + 20_000)).isTrue();
        assertThat(known.contains(first2.high())).isTrue();
    }

    /** The master restarts, and then its clock jumps: the time before the restart may still be promised to somebody. */
    @Test
    void jumpWithinAHandoverKeepsTheRateOfTheTimeBeforeIt() {
        var cluster = restarted(5);
        Handover first = handover(cluster.round());
        cluster.slaves.forEach(
                slave -> slave.shows(cluster.clusterOffset() - 5 * SECOND, cluster.now, 100_000, 46_000, VALID));
        RoundResult result = cluster.round();
        assertThat(result.finding()).isEqualTo(Finding.MASTER_FOLLOWS);
        assertThat(handover(result).rateLowPpb()).isLessThanOrEqualTo(first.rateLowPpb());
        assertThat(handover(result).rateHighPpb()).isGreaterThanOrEqualTo(first.rateHighPpb());
    }

    @Test
    void contradictionsBetweenTooManyLiarsLeaveAllThatIsBetween() {
        var keepers = new Keepers(
                java.util.List.of(
                        claim(new Interval(0, 1), -1, 1),
                        claim(new Interval(10, 11), -1, 1),
                        claim(new Interval(20, 21), 7, 9)),
                0);
        assertThat(keepers.offset()).isEqualTo(new Interval(1, 20));
        assertThat(keepers.rate()).isEqualTo(new HonestRange(1, 7));
    }

    @Test
    void earlierTimeThatCannotBeIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Handover(0, new Interval(2, 1), 0, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Handover(0, new Interval(1, 2), 1, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Handover(0, new Interval(1, 2), Double.NaN, 0, 1));
    }

    private static KeptTime claim(Interval offset, double rateLow, double rateHigh) {
        return new KeptTime(KeptTime.DONE, 0, 0, 0, offset, 0, rateLow, rateHigh, 5);
    }
}
