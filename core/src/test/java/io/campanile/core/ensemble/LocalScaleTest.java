package io.campanile.core.ensemble;

import static io.campanile.core.ensemble.TestCluster.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.ensemble.RoundReport.Outcome;
import org.junit.jupiter.api.Test;

/** Cluster time that is the clock of the master's machine. */
class LocalScaleTest {

    private static final long MILLI = 1_000_000;

    private final TestCluster cluster = new TestCluster(EnsembleConfig.DEFAULT, Reference.LOCAL, 2);

    private RoundResult round(long wallAhead) {
        cluster.coordinator.observe(new OwnClock(0, wallAhead, 0, null));
        return cluster.round();
    }

    @Test
    void beginsAtTheMachinesClockAsItIsThen() {
        assertThat(round(10 * SECOND).finding()).isEqualTo(Finding.MASTER_DECIDES);

        assertThat(cluster.clusterOffset()).isEqualTo(10 * SECOND);
    }

    @Test
    void staysWhileTheClocksAreOnlyReadABitApart() {
        round(0);

        assertThat(round(MILLI - 1).finding()).isEqualTo(Finding.MASTER_DECIDES);
        assertThat(round(1 - MILLI).finding()).isEqualTo(Finding.MASTER_DECIDES);

        assertThat(cluster.clusterOffset()).isZero();
    }

    @Test
    void goesAlongWithASmallStepAndHoldsTheEarlierTimeUntilNobodyWasPromisedIt() {
        round(0);

        RoundResult result = round(100 * MILLI);

        assertThat(result.finding()).isEqualTo(Finding.MASTER_SET);
        assertThat(result.report().outcome()).isEqualTo(Outcome.STEERED);
        assertThat(result.report().why()).contains("was set", "+0.100000 s", "clocks slew to it");
        assertThat(cluster.clusterOffset()).isEqualTo(100 * MILLI);
        assertThat(result.errorNanos(cluster.now)).isEqualTo(100 * MILLI);
        assertThat(round(100 * MILLI).finding()).as("told once").isEqualTo(Finding.MASTER_DECIDES);
        cluster.now += EnsembleConfig.DEFAULT.validForNanos() + 2 * SECOND;
        assertThat(round(100 * MILLI).errorNanos(cluster.now)).isZero();
    }

    @Test
    void holdsAllEarlierTimesOfSeveralSmallSteps() {
        round(0);
        round(100 * MILLI);

        RoundResult result = round(-20 * MILLI);

        assertThat(cluster.clusterOffset()).isEqualTo(-20 * MILLI);
        assertThat(result.errorNanos(cluster.now)).isEqualTo(120 * MILLI);
    }

    @Test
    void beginsAnotherTimeAfterALargeStepAndSaysSo() {
        round(-10 * SECOND);

        RoundResult result = round(0);

        assertThat(result.finding()).isEqualTo(Finding.MASTER_SET);
        assertThat(result.report().why()).contains("was set", "clocks step to it");
        assertThat(cluster.clusterOffset()).isZero();
        assertThat(result.errorNanos(cluster.now)).isZero();
        assertThat(result.corrects()).isTrue();
    }

    @Test
    void isTheMachinesClockAgainAfterThatSlept() {
        round(0);

        // The local clock lost seven seconds, and the wall clock did not.
        cluster.coordinator.observe(new OwnClock(1, 7 * SECOND, 0, null));
        assertThat(cluster.round().corrects())
                .as("by what was measured against it")
                .isFalse();
        cluster.coordinator.observe(new OwnClock(1, 7 * SECOND, 0, null));
        assertThat(cluster.round().corrects()).isTrue();

        assertThat(cluster.clusterOffset()).isEqualTo(7 * SECOND);
    }

    @Test
    void whatIsTooLittleToFollowIsPartOfEveryBound() {
        round(0);
        cluster.coordinator.observe(new OwnClock(0, 400_000, 3_000, null));

        RoundResult result = cluster.round();

        assertThat(cluster.clusterOffset()).isZero();
        assertThat(result.errorNanos(cluster.now)).isEqualTo(400_000 + 3_000);
        assertThat(result.isAboutOwnTime()).as("a liar cannot hide within that").isFalse();
    }
}
