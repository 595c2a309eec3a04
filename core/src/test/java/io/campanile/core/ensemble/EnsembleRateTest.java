package io.campanile.core.ensemble;

import static io.campanile.core.ensemble.TestCluster.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.campanile.core.Mapping;
import io.campanile.core.filter.FilterLimits;
import io.campanile.core.message.RejectionReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnsembleRateTest {

    private static final double WANDER = FilterLimits.DEFAULT.maxWanderPpb();

    private static final double ROUNDING = 50;

    @Test
    void clusterTimeRunsAtTheMeanOfItsMembersOscillators() {
        TestCluster cluster = withRates(10_000, 20_000, 30_000);
        RoundResult result = cluster.round();
        // The master's own, against itself, is 0.
        assertThat(result.clusterTime().ratePpb()).isCloseTo(15_000, within(1.0));
        assertThat(result.report().ensembleRatePpb())
                .isEqualTo(result.clusterTime().ratePpb());
    }

    @Test
    void rateIsThatOfTheLocalOscillatorsWhateverTheSlavesApply() {
        TestCluster cluster = withRates(10_000, 20_000, 30_000);
        for (TestSlave slave : cluster.slaves) {
            slave.mapping = new Mapping(2, cluster.now + SECOND, 0, -slave.ratePpb);
        }
        assertThat(cluster.round().clusterTime().ratePpb()).isCloseTo(15_000, within(1.0));
    }

    @Test
    void phaseIsContinuousWhenTheRateChanges() {
        TestCluster cluster = withRates(10_000, 20_000, 30_000);
        Mapping before = cluster.coordinator.clusterTime();
        Mapping after = cluster.round().clusterTime();
        assertThat(after.ratePpb()).isNotEqualTo(before.ratePpb());
        assertThat(after.at(cluster.now)).isEqualTo(before.at(cluster.now));
    }

    @Test
    void newFounderHasNoSayInTheRateUntilItIsWorthSomething() {
        TestCluster cluster = withRates(10_000, 10_000, 10_000);
        cluster.slaves.forEach(slave -> slave.cleanRounds = 3);
        assertThat(cluster.round().clusterTime().ratePpb()).isZero();
        cluster.slaves.forEach(slave -> slave.cleanRounds = 4);
        assertThat(cluster.round().clusterTime().ratePpb()).isPositive();
    }

    @Test
    void clockFarFromTheMedianRateIsLeftOutAndStillCorrected() {
        TestCluster cluster = withRates(1_000, 2_000, 3_000, 400_000);
        RoundResult result = cluster.round();
        assertThat(result.clusterTime().ratePpb()).isCloseTo(1_500, within(100.0));
        assertThat(cluster.rejection(result, 4))
                .isEqualTo(new Rejection(
                        "slave-4", RejectionReason.FAR_FROM_MEDIAN, "it drifts by 400.000 ppm, far from the others"));
        assertThat(cluster.verdict(result, 4).corrected()).isTrue();
        assertThat(cluster.verdict(result, 4).clean()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1_000_000, -40_000, -20_000, 20_000, 40_000, 100_000, 1_000_000})
    void liarsOfRateCannotPullTheRateBeyondTheHonestRange(double lie) {
        TestCluster cluster = withRates(5_000, -5_000, lie, lie);
        for (int i = 3; i <= 4; i++) {
            cluster.slave(i).rateMarginPpb = 0;
        }
        for (int round = 0; round < 30; round++) {
            assertThat(cluster.round().clusterTime().ratePpb()).isBetween(-21_000.0, 21_000.0);
            assertThat(cluster.clusterOffset()).isBetween(-30L * 21_000, 30L * 21_000);
            cluster.slaves.forEach(slave -> slave.shows(cluster.clusterOffset()));
        }
    }

    @Test
    void liarsOfRateWhoPassTheGateAreClampedToTheHonestRange() {
        // The mean of 10, −10, 0 and twice 95 ppm is 38; the greatest rate that an honest clock can have is 10 + 16.
        TestCluster cluster = withRates(10_000, -10_000, 95_000, 95_000);
        RoundResult result = cluster.round();
        assertThat(result.report().rejections()).isEmpty();
        assertThat(result.clusterTime().ratePpb()).isEqualTo(26_000);
    }

    @Test
    void settledRateChangesByNoMoreThanTheWanderWhileACorrectionIsValid() {
        TestCluster cluster = withRates(0, 0, 0);
        for (int i = 0; i < 10; i++) {
            cluster.round();
        }
        cluster.slaves.forEach(slave -> slave.ratePpb = 100_000);
        RoundResult before = cluster.round();
        assertThat(before.rateAllowancePpb()).isBetween(WANDER, WANDER + ROUNDING);
        long valid = EnsembleConfig.DEFAULT.validForNanos() / SECOND;
        for (int i = 0; i < valid; i++) {
            RoundResult after = cluster.round();
            cluster.slaves.forEach(slave -> slave.shows(cluster.clusterOffset()));
            assertThat(after.clusterTime().ratePpb() - before.clusterTime().ratePpb())
                    .isBetween(0.0, WANDER * (1 + 1e-9));
        }
        assertThat(cluster.coordinator.clusterTime().ratePpb()
                        - before.clusterTime().ratePpb())
                .isCloseTo(WANDER, within(1.0));
    }

    @Test
    void unsettledRateMayMoveFreelyAndTheCorrectionsAllowForIt() {
        TestCluster cluster = withRates(500_000, 500_000, 500_000);
        RoundResult result = cluster.round();
        assertThat(result.clusterTime().ratePpb()).isGreaterThan(400_000);
        assertThat(result.rateAllowancePpb()).isEqualTo(2 * FilterLimits.DEFAULT.maxDriftPpb() + ROUNDING);
    }

    private static TestCluster withRates(double... ratesPpb) {
        TestCluster cluster = TestCluster.started(ratesPpb.length);
        for (int i = 0; i < ratesPpb.length; i++) {
            cluster.slave(i + 1).ratePpb = ratesPpb[i];
        }
        return cluster;
    }
}
