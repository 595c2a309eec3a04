package io.campanile.core.discipline;

import static io.campanile.core.discipline.TestCorrections.NOW;
import static io.campanile.core.discipline.TestCorrections.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.discipline.Decision.Applied;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimelinePropertyTest {

    private static final long VALID = 600 * SECOND;

    /** As long as each correction told the truth about its own error, while served is still on its way to its target too. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void clusterTimeLiesWithinTheStatedErrorWhateverIsLeftToSlew(long seed) {
        var random = new SplittableRandom(seed);
        var limits = new DisciplineLimits(
                Math.pow(10, random.nextDouble(3, 8)), (long) Math.pow(10, random.nextDouble(6, 9)));
        var discipline = new Discipline(limits);
        long local = NOW;
        for (int i = 0; i < 300; i++) {
            Step step = Step.random(random, local - random.nextLong(SECOND));
            assertThat(discipline.decide(step.correction(discipline), local)).isInstanceOf(Applied.class);
            Timeline timeline = discipline.timeline();
            long age = 0;
            for (int look = 0; look < 20; look++) {
                String what = "seed %s, correction %s, %s ns old: %s".formatted(seed, i, age, step);
                double error = (double) (timeline.served(local + age)
                                - timeline.target().at(local + age))
                        + step.errorOfTarget(local + age);
                assertThat(Math.abs(error)).as(what).isLessThanOrEqualTo((double) timeline.errorNanos(local + age));
                age = (long) Math.pow(10, random.nextDouble(11.7));
            }
            local += age;
        }
    }

    /**
     * A correction, and how wrong it truly is.
     *
     * @param share from −1 to 1, of the error that it admits
     * @param growthShare the same of its growth
     */
    private record Step(
            long at, long offset, double ratePpb, long error, double growthPpb, double share, double growthShare) {

        static Step random(SplittableRandom random, long at) {
            return new Step(
                    at,
                    (random.nextInt(3) - 1) * (long) Math.pow(10, random.nextDouble(11)),
                    random.nextDouble(-1e6, 1e6),
                    (long) Math.pow(10, random.nextDouble(9)),
                    Math.pow(10, random.nextDouble(6)),
                    random.nextInt(-1, 2),
                    random.nextInt(-1, 2));
        }

        Correction correction(Discipline discipline) {
            double rate = ratePpb - discipline.timeline().target().ratePpb();
            long version = discipline.timeline().target().version();
            return new Correction(1, version + 1, version, at, offset, rate, error, growthPpb, SECOND, VALID);
        }

        /** Target − cluster time. */
        double errorOfTarget(long local) {
            return share * error + growthShare * growthPpb / 1e9 * Math.abs(local - at);
        }
    }
}
