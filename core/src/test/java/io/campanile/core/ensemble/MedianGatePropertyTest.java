package io.campanile.core.ensemble;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MedianGatePropertyTest {

    private static final double WIDTHS = 3 * 1.4826;

    @ParameterizedTest
    @ValueSource(longs = {1, 22, 333})
    void fewerThanHalfOfTheValuesMoveItNoFurtherThanTheOthersScatter(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 5_000; i++) {
            int honest = random.nextInt(1, 10);
            int liars = random.nextInt(honest);
            double[] values = new double[honest + liars];
            for (int v = 0; v < values.length; v++) {
                values[v] = v < honest
                        ? random.nextDouble()
                        : (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(19));
            }
            double leastReach = random.nextDouble();
            MedianGate gate = MedianGate.around(values, leastReach);
            String what =
                    "seed %s, case %s: %s of %s, %s honest".formatted(seed, i, gate, Arrays.toString(values), honest);
            assertThat(gate.median()).as(what).isBetween(0.0, 1.0);
            assertThat(gate.reach()).as(what).isBetween(leastReach, Math.max(leastReach, WIDTHS));
            assertThat(gate.admits(gate.median())).as(what).isTrue();
            assertThat(Arrays.stream(values).filter(gate::admits).count())
                    .as(what)
                    .isPositive();
        }
    }
}
