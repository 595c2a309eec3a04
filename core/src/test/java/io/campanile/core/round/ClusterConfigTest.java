package io.campanile.core.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.campanile.core.Quantity;
import io.campanile.core.Units;
import io.campanile.core.ensemble.EnsembleConfig;
import io.campanile.core.ensemble.Reference;
import io.campanile.core.filter.FilterLimits;
import io.campanile.core.round.ClusterConfig.Pace;
import io.campanile.core.session.SessionConfig;
import org.junit.jupiter.api.Test;

class ClusterConfigTest {

    private static final long SECOND = Units.SECOND_NANOS;
    private static final EnsembleConfig ENSEMBLE = EnsembleConfig.DEFAULT;

    private static ClusterConfig of(long roundNanos) {
        return ClusterConfig.of(ENSEMBLE, roundNanos, Burst.AUTO);
    }

    private static boolean isImmediate(ClusterConfig config, int slaves) {
        return config.round(1, new RoundSchedule(0, config.roundNanos()), slaves, 1, false)
                .immediate();
    }

    @Test
    void theDefaultsAreThoseOfItsParts() {
        assertThat(ClusterConfig.DEFAULT.session()).isEqualTo(SessionConfig.DEFAULT);
        assertThat(ClusterConfig.DEFAULT.ensemble()).isEqualTo(ENSEMBLE);
    }

    @Test
    void whatFollowsFromTheLengthOfARoundIsDerivedFromIt() {
        ClusterConfig minute = of(60 * SECOND);
        assertThat(minute.ensemble().synchronizedForNanos()).isEqualTo(180 * SECOND);
        assertThat(minute.ensemble().validForNanos()).isEqualTo(600 * SECOND);
        assertThat(minute.idleNanos()).isEqualTo(300 * SECOND);
        assertThat(of(3600 * SECOND).ensemble().validForNanos()).isEqualTo(36_000 * SECOND);
        assertThat(of(SECOND / 10).idleNanos()).isEqualTo(10 * SECOND);
    }

    @Test
    void sessionsTakeTheSameForGrantedAboutOscillatorsAsTheEnsemble() {
        FilterLimits good = new FilterLimits(10_000, 100);
        ClusterConfig config = ClusterConfig.of(ENSEMBLE.withFilter(good), SECOND, Burst.AUTO);
        assertThat(config.session().filter()).isEqualTo(good);
    }

    @Test
    void correctionsAreImmediateInASmallClusterAndInLongRounds() {
        assertThat(isImmediate(of(SECOND), 256)).isTrue();
        assertThat(isImmediate(of(SECOND), 257)).isFalse();
        assertThat(isImmediate(of(60 * SECOND), 257)).isFalse();
        assertThat(isImmediate(of(61 * SECOND), 257)).isTrue();
        assertThat(isImmediate(of(SECOND).withImmediateUpTo(0), 1)).isFalse();
    }

    @Test
    void aRoundThatIsOutOfRangeIsRefusedBeforeWhatFollowsFromIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(Long.MAX_VALUE / 8))
                .withMessage("the round is %s; choose 10 ms to 1 h", Quantity.duration(Long.MAX_VALUE / 8));
    }

    @Test
    void refusesNumbersThatDoNotGoTogether() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ClusterConfig(
                        Reference.ENSEMBLE, ENSEMBLE, SECOND, Burst.AUTO, SECOND - 1, 0, AdmissionLimits.DEFAULT))
                .withMessage("the idle time is 999.999999 ms; choose at least a round");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ClusterConfig(
                        Reference.ENSEMBLE, ENSEMBLE, SECOND / 1000, Burst.AUTO, SECOND, 0, AdmissionLimits.DEFAULT))
                .withMessage("the round is 1 ms; choose 10 ms to 1 h");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ClusterConfig(
                        Reference.ENSEMBLE, ENSEMBLE, SECOND, Burst.AUTO, SECOND, -1, AdmissionLimits.DEFAULT))
                .withMessage("corrections are immediate up to -1 slaves; choose 0 or more");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ClusterConfig(
                        Reference.ENSEMBLE,
                        ENSEMBLE,
                        601 * SECOND,
                        Burst.AUTO,
                        601 * SECOND,
                        0,
                        AdmissionLimits.DEFAULT))
                .withMessage("a bound holds for 600 s; choose at least a round, 601 s");
    }

    @Test
    void firstRoundsOfATermAreBriefWhileSlavesComeBackAndLongEnoughForAllOfThem() {
        ClusterConfig config = ClusterConfig.DEFAULT;
        long tenth = Units.SECOND_NANOS / 10;

        assertThat(config.roundNanos(0, Pace.GATHERING, 20, 1)).isEqualTo(tenth);
        assertThat(config.roundNanos(2, Pace.GATHERING, 20, 1)).isEqualTo(2 * tenth);
        assertThat(config.roundNanos(7, Pace.GATHERING, 20, 1)).isEqualTo(8 * tenth);
        assertThat(config.roundNanos(7, Pace.FOLLOWING, 20, 1)).isEqualTo(tenth);
        assertThat(config.roundNanos(8, Pace.FOLLOWING, 20, 1)).isEqualTo(10 * tenth);
        assertThat(config.roundNanos(0, Pace.USUAL, 20, 1)).isEqualTo(10 * tenth);
        assertThat(config.roundNanos(0, Pace.GATHERING, 5_000, 1)).isEqualTo(5 * tenth);
        assertThat(config.roundNanos(0, Pace.GATHERING, 1_000_000, 1)).isEqualTo(10 * tenth);
    }
}
