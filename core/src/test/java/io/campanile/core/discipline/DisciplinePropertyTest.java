package io.campanile.core.discipline;

import static io.campanile.core.discipline.TestCorrections.NOW;
import static io.campanile.core.discipline.TestCorrections.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.discipline.Decision.Applied;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DisciplinePropertyTest {

    private static final long DAY = 86_400 * SECOND;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void servedTimeNeverGoesBackAndSlewsNoFasterThanTheLimit(long seed) {
        var random = new SplittableRandom(seed);
        var limits = new DisciplineLimits(
                Math.pow(10, random.nextDouble(3, 8)), (long) Math.pow(10, random.nextDouble(6, 9)));
        var discipline = new Discipline(limits);
        long local = NOW;
        discipline.decide(TestCorrections.next(discipline, local, -SECOND, 0), local);
        for (int i = 0; i < 300; i++) {
            String what = "seed %s, correction %s, %s".formatted(seed, i, limits);
            local = follow(discipline.timeline(), limits, local, random, what);
            correct(discipline, limits, local, random, what);
        }
    }

    /** Up to the longest lag that a panic limit of ten years lets through. */
    @ParameterizedTest
    @CsvSource({
        "1000, 0.2", "1000, 1", "1000, 400", "1000, 3650",
        "10000000, 0.2", "10000000, 1", "10000000, 400", "10000000, 3650",
        "100000000, 0.2", "100000000, 1", "100000000, 400", "100000000, 3650",
    })
    void servedTimeNeverGoesBackHoweverFarTheTargetIsBehind(double maxSlewPpb, double days) {
        var limits = new DisciplineLimits(maxSlewPpb, 1_000_000);
        var discipline = new Discipline(limits);
        discipline.decide(TestCorrections.next(discipline, NOW, 0, 0), NOW);
        discipline.decide(TestCorrections.next(discipline, NOW, -(long) (days * DAY), 0), NOW);
        assertThat(discipline.timeline().served(NOW)).isEqualTo(NOW);
        follow(discipline.timeline(), limits, NOW, new SplittableRandom(1), "%s, %s days".formatted(limits, days));
        // As seen a moment, a day and ten years later, too.
        for (long later : new long[] {NOW + SECOND, NOW + DAY, NOW + 3650 * DAY}) {
            follow(
                    discipline.timeline(),
                    limits,
                    later,
                    new SplittableRandom(2),
                    "%s, %s days".formatted(limits, days));
        }
    }

    private static void correct(
            Discipline discipline, DisciplineLimits limits, long local, SplittableRandom random, String what) {
        long before = discipline.timeline().served(local);
        double rate =
                random.nextDouble(-1e6, 1e6) - discipline.timeline().target().ratePpb();
        long offset = (random.nextInt(3) - 1) * (long) Math.pow(10, random.nextDouble(11));
        long at = local - random.nextLong(SECOND);
        Decision decision = discipline.decide(TestCorrections.next(discipline, at, offset, rate), local);
        assertThat(decision).as(what).isInstanceOf(Applied.class);
        Timeline after = discipline.timeline();
        long gap = after.target().at(local) - before;
        boolean steps = gap > limits.stepThresholdNanos();
        assertThat(((Applied) decision).steppedNanos()).as(what).isEqualTo(steps ? gap : 0);
        assertThat(after.served(local)).as(what).isEqualTo(before + (steps ? gap : 0));
    }

    /** Reads the timeline at rising times, densely around its start and the end of its slew; returns the last. */
    private static long follow(
            Timeline timeline, DisciplineLimits limits, long from, SplittableRandom random, String what) {
        var times = new TreeSet<Long>();
        long until = from + (long) Math.pow(10, random.nextDouble(6, 12));
        for (int i = 0; i < 30; i++) {
            times.add(from + i);
            long at = random.nextLong(from, until);
            times.add(at);
            times.add(at + 1);
        }
        endOfSlew(timeline, from, until).forEach(times::add);
        long last = from;
        for (long local : times) {
            assertThat(timeline.served(local))
                    .as("%s: served at %d and %d", what, last, local)
                    .isGreaterThanOrEqualTo(timeline.served(last));
            long slewed = lag(timeline, local) - lag(timeline, last);
            // Each reading is rounded, and that of the target.
            assertThat((double) Math.abs(slewed))
                    .as("%s: slew from %d to %d", what, last, local)
                    .isLessThanOrEqualTo(limits.maxSlewPpb() / 1e9 * (local - last) * (1 + 1e-9) + 2);
            last = local;
        }
        return last;
    }

    private static long lag(Timeline timeline, long local) {
        return timeline.served(local) - timeline.target().at(local);
    }

    private static Set<Long> endOfSlew(Timeline timeline, long from, long until) {
        var times = new TreeSet<Long>();
        if (!timeline.isSlewing(from) || timeline.isSlewing(until)) {
            return times;
        }
        long slewing = from;
        long still = until;
        while (still - slewing > 1) {
            long middle = slewing + (still - slewing) / 2;
            if (timeline.isSlewing(middle)) {
                slewing = middle;
            } else {
                still = middle;
            }
        }
        for (int i = -20; i <= 20; i++) {
            times.add(Math.max(from, still + i));
        }
        return times;
    }
}
