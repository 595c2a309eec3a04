package io.campanile.simulator.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JitterTest {

    private static final int PACKETS = 200_000;
    private static final long BASE = 90_000;

    private static long[] packets(String jitter) {
        var random = new SplittableRandom(42);
        var delay = new Delay(BASE, Jitter.parse(jitter));
        return LongStream.generate(() -> delay.draw(0, random))
                .limit(PACKETS)
                .sorted()
                .toArray();
    }

    private static double mean(long[] delays) {
        return LongStream.of(delays).average().orElseThrow();
    }

    private static double deviation(long[] delays) {
        double mean = mean(delays);
        return Math.sqrt(LongStream.of(delays)
                .mapToDouble(d -> (d - mean) * (d - mean))
                .average()
                .orElseThrow());
    }

    @Test
    void exponentialWaitsHaveTheirMeanForDeviation() {
        long[] delays = packets("exp:10us");
        assertThat(delays[0]).isBetween(BASE, BASE + 2);
        assertThat(mean(delays) - BASE).isCloseTo(10_000, within(150.0));
        assertThat(deviation(delays)).isCloseTo(10_000, within(200.0));
    }

    @Test
    void normalJitterScattersAroundTheBase() {
        long[] delays = packets("normal:10us");
        assertThat(mean(delays)).isCloseTo(BASE, within(150.0));
        assertThat(deviation(delays)).isCloseTo(10_000, within(150.0));
    }

    @Test
    void normalJitterIsCutAtATenthOfTheBase() {
        assertThat(packets("normal:200us")[0]).isEqualTo(BASE / 10);
    }

    @Test
    void heavyTailsHaveTheirMeanButNoDeviation() {
        long[] delays = packets("pareto:10us");
        assertThat(delays[0]).isBetween(BASE, BASE + 2);
        // The median of Lomax's distribution: scale · (2^(1/1.5) − 1), the scale being half the mean.
        assertThat((double) delays[PACKETS / 2] - BASE).isCloseTo(5_000 * (Math.pow(2, 1 / 1.5) - 1), within(60.0));
        assertThat(mean(delays) - BASE).isBetween(8_500.0, 12_000.0);
        assertThat(delays[PACKETS - 1] - BASE).isGreaterThan(5_000_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "exp", "exp:", "exp:10", "gauss:10us", ":10us", "exp:us"})
    void refusesWhatIsNoJitter(String text) {
        assertThatThrownBy(() -> Jitter.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("such as");
    }
}
