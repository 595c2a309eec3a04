package io.campanile.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.campanile.core.Interval;
import io.campanile.core.Mapping;
import io.campanile.core.discipline.ClockState;
import io.campanile.core.discipline.Correction;
import io.campanile.core.discipline.Decision.Applied;
import io.campanile.core.discipline.Discipline;
import io.campanile.core.discipline.DisciplineLimits;
import io.campanile.core.filter.ClockEstimate;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Whatever the offsets and rates: applied, a correction makes the slave's target cluster time. */
class CorrectionsPropertyTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long NOW = 1_700_000_000 * SECOND;
    private static final int CASES = 2_000;

    @RepeatedTest(5)
    void makesTheTargetClusterTime(RepetitionInfo repetition) {
        long seed = 4_100L + repetition.getCurrentRepetition();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < CASES; i++) {
            assertApplied("seed %s, case %s".formatted(seed, i), random);
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
        Correction correction = Corrections.of(Decisions.of(clusterTime, 0, 1, Decisions.CLEAN), estimate, state);
        // The correction takes a while to arrive.
        long arrival = slaveLocal + random.nextLong(SECOND);
        assertThat(discipline.decide(correction, arrival)).as(name).isInstanceOf(Applied.class);

        Mapping target = discipline.timeline().target();
        assertThat(target.at(slaveLocal)).as(name).isCloseTo(clusterTime.at(masterLocal), within(1L));
        // And it stays so while both clocks run on: the rates were composed, not just added.
        long elapsed = 100 * SECOND;
        long slaveElapsed = Math.round(elapsed * (1 + f / 1e9));
        assertThat(target.at(slaveLocal + slaveElapsed))
                .as(name + ", 100 s later")
                .isCloseTo(clusterTime.at(masterLocal + elapsed), within(4L));
    }

    /** Whatever the offset and the rate truly were, within what was guaranteed of them, and whatever cluster time's rate does. */
    @RepeatedTest(5)
    void statesAnErrorThatHoldsUpToTheEndsOfWhatWasGuaranteed(RepetitionInfo repetition) {
        long seed = 4_200L + repetition.getCurrentRepetition();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < CASES; i++) {
            assertWithinError("seed %s, case %s".formatted(seed, i), random);
        }
    }

    private static void assertWithinError(String name, RandomGenerator random) {
        Interval bounds = Interval.around(random.nextLong(-SECOND, SECOND), random.nextLong(SECOND / 10));
        double rateLow = random.nextDouble(-1_000_000, 1_000_000);
        double rateHigh = random.nextDouble(rateLow, 1_000_000);
        ClockEstimate estimate = new ClockEstimate(
                NOW,
                random.nextLong(bounds.low(), bounds.high() + 1),
                0,
                random.nextDouble(rateLow, rateHigh),
                0,
                bounds,
                rateLow,
                rateHigh,
                0,
                64);
        Mapping clusterTime = new Mapping(5, NOW, 0, random.nextDouble(-500_000, 500_000));
        double allowance = random.nextDouble(100_000);
        Discipline discipline = new Discipline(DisciplineLimits.DEFAULT);
        discipline.decide(
                Corrections.of(
                        Decisions.of(clusterTime, allowance, 1, Decisions.CLEAN), estimate, discipline.state(NOW)),
                NOW);

        double theta = (double) (random.nextBoolean() ? bounds.low() : bounds.high());
        double rate = 1 + (random.nextBoolean() ? rateLow : rateHigh) / 1e9;
        double clusterRate = 1 + (clusterTime.ratePpb() + (random.nextBoolean() ? allowance : -allowance)) / 1e9;
        long age = random.nextLong(Decisions.VALID_FOR - 2 * SECOND);
        // Where cluster time truly is when the slave's local clock shows this, both counted from NOW.
        double truth = ((double) age - theta) / rate * clusterRate;
        double error = (double) (discipline.timeline().served(NOW + age) - NOW) - truth;
        assertThat(Math.abs(error)).as(name).isLessThan((double)
                discipline.timeline().errorNanos(NOW + age));
    }

    /** A slave's discipline after a random earlier correction. */
    private static Discipline corrected(RandomGenerator random, long slaveLocal) {
        Discipline discipline = new Discipline(DisciplineLimits.DEFAULT);
        long before = slaveLocal - random.nextLong(100 * SECOND);
        discipline.decide(
                new Correction(
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
