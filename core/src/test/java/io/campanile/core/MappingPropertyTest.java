package io.campanile.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MappingPropertyTest {

    private static final long NOW = 1_700_000_000 * Units.SECOND_NANOS;
    private static final long DAY = 86_400 * Units.SECOND_NANOS;

    @ParameterizedTest
    @ValueSource(longs = {1, 22, 333, 4_444})
    void neverGoesBackAsLocalTimeGrows(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 200; i++) {
            Mapping mapping = mapping(random, Mapping.MAX_RATE_PPB);
            long local = near(random);
            for (int step = 0; step < 200; step++) {
                long next = local + random.nextInt(4);
                assertThat(mapping.at(next)).as("%s at %d", mapping, next).isGreaterThanOrEqualTo(mapping.at(local));
                local = next;
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 66, 777})
    void correctionMovesTheTargetByItselfAndNothingElse(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 5_000; i++) {
            Mapping before = mapping(random, Mapping.MAX_RATE_PPB / 2);
            long at = near(random);
            long offset = random.nextLong(-NOW, NOW);
            double rate = random.nextDouble(-Mapping.MAX_RATE_PPB / 2, Mapping.MAX_RATE_PPB / 2);
            Mapping after = before.corrected(at, offset, rate);
            String what = "seed %s, case %s: %s at %s by %s ns and %s ppb".formatted(seed, i, before, at, offset, rate);
            assertThat(after.version()).as(what).isEqualTo(before.version() + 1);
            assertThat(after.at(at)).as(what).isEqualTo(before.at(at) + offset);
            // The old offset was rounded where the new one begins, and a day's worth of a rate has 53 bits.
            long later = at + random.nextLong(-DAY, DAY);
            assertThat((double) (after.at(later) - before.at(later) - offset))
                    .as(what)
                    .isCloseTo(rate / Units.PPB * (later - at), within(1.6));
        }
    }

    private static Mapping mapping(SplittableRandom random, double mostPpb) {
        double rate = (random.nextInt(3) - 1) * mostPpb * Math.pow(random.nextDouble(), 4);
        return new Mapping(1, NOW, random.nextLong(-NOW, NOW), rate);
    }

    private static long near(SplittableRandom random) {
        return NOW + random.nextLong(-DAY, DAY);
    }
}
