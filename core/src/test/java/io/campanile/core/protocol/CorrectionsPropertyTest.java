package io.campanile.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.campanile.core.Interval;
import io.campanile.core.Mapping;
import io.campanile.core.discipline.ClockState;
import io.campanile.core.discipline.Decision.Applied;
import io.campanile.core.discipline.Discipline;
import io.campanile.core.discipline.DisciplineLimits;
import io.campanile.core.discipline.Steering;
import io.campanile.core.filter.ClockEstimate;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Whatever the offsets and rates: applied, a correction makes the slave's target cluster time. */
class CorrectionsPropertyTest {

    private static final long SECOND = 1_000_000_000L;
    private static final int CASES = 2_000;

    @RepeatedTest(5)
    void makesTheTargetClusterTime(RepetitionInfo repetition) {
        long seed = 4_100L + repetition.getCurrentRepetition();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < CASES; i++) {
            assertApplied("seed %d, case %d".formatted(seed, i), random);
        }
    }

    private static void assertApplied(String name, RandomGenerator random) {
        long masterLocal = random.nextLong(1_000_000_000 * SECOND, 2_000_000_000 * SECOND);
        long theta = random.nextLong(-30 * SECOND, 30 * SECOND);
        double f = random.nextDouble(-200_000, 200_000);
        Mapping clusterTime = new Mapping(
                5,
                masterLocal - random.nextLong(100 * SECOND),
                random.nextLong(-30 * SECOND, 30 * SECOND),
                random.nextDouble(-200_000, 200_000));
        long slaveLocal = masterLocal + theta;
        Discipline discipline = corrected(random, slaveLocal);
        ClockEstimate estimate = new ClockEstimate(masterLocal, theta, 0, f, 0, Interval.around(theta, 0), f, f, 0, 64);

        ClockState state = discipline.state(slaveLocal);
        Steering steering = Corrections.of(Decisions.of(clusterTime, 0, 1, Decisions.CLEAN), estimate, state);
        // The correction takes a while to arrive.
        long arrival = slaveLocal + random.nextLong(SECOND);
        assertThat(discipline.decide(steering, arrival)).as(name).isInstanceOf(Applied.class);

        Mapping target = discipline.timeline().target();
        assertThat(target.at(slaveLocal)).as(name).isCloseTo(clusterTime.at(masterLocal), within(1L));
        // And it stays so while both clocks run on: the rates were composed, not just added.
        long elapsed = 100 * SECOND;
        long slaveElapsed = Math.round(elapsed * (1 + f / 1e9));
        assertThat(target.at(slaveLocal + slaveElapsed))
                .as(name + ", 100 s later")
                .isCloseTo(clusterTime.at(masterLocal + elapsed), within(4L));
    }

    /** A slave's discipline after a random earlier correction. */
    private static Discipline corrected(RandomGenerator random, long slaveLocal) {
        Discipline discipline = new Discipline(DisciplineLimits.DEFAULT);
        long before = slaveLocal - random.nextLong(100 * SECOND);
        discipline.decide(
                new Steering(
                        1,
                        1,
                        0,
                        before,
                        random.nextLong(-60 * SECOND, 60 * SECOND),
                        random.nextDouble(-300_000, 300_000),
                        0,
                        0,
                        SECOND,
                        SECOND),
                before);
        assertThat(discipline.state(slaveLocal).mapping().version()).isOne();
        return discipline;
    }
}
