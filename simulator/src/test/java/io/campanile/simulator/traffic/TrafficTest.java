package io.campanile.simulator.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrafficTest {

    private static final int SECONDS = 1_000_000;

    /** The waits of one packet a second. */
    private static double[] waits(String text) {
        Traffic.Wait wait = Traffic.parse(text).begin(new SplittableRandom(5));
        return IntStream.range(0, SECONDS).mapToDouble(wait::nanos).toArray();
    }

    private static double mean(double[] waits) {
        return DoubleStream.of(waits).average().orElseThrow();
    }

    /** How much of its deviation from the mean a wait shares with the one so many seconds later. */
    private static double correlation(double[] waits, int later) {
        double mean = mean(waits);
        double shared = IntStream.range(0, waits.length - later)
                .mapToDouble(i -> (waits[i] - mean) * (waits[i + later] - mean))
                .average()
                .orElseThrow();
        return shared / variance(waits);
    }

    private static double variance(double[] waits) {
        double mean = mean(waits);
        return DoubleStream.of(waits)
                .map(w -> (w - mean) * (w - mean))
                .average()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "", " "})
    void idleNetworkMakesNobodyWait(String text) {
        assertThat(Traffic.parse(text)).isSameAs(Traffic.NONE);
        assertThat(Traffic.NONE.begin(new SplittableRandom(1)).nanos(7)).isZero();
    }

    @Test
    void queueStandsForAThirdOfTheTimeAndForMinutesOnEnd() {
        double[] waits = waits("standing:200us,5m,10m");
        assertThat(waits).containsOnly(0, 200_000);
        assertThat(mean(waits)).isCloseTo(200_000.0 / 3, within(7_000.0));
        long changes = IntStream.range(1, SECONDS)
                .filter(i -> waits[i] != waits[i - 1])
                .count();
        assertThat(changes).isBetween(1_900L, 2_600L);
    }

    @Test
    void burstMakesEachPacketWaitAnew() {
        double[] waits = waits("bursty:100us,20s,60s");
        assertThat(mean(waits)).isCloseTo(25_000, within(1_500.0));
        double[] busy = DoubleStream.of(waits).filter(w -> w > 0).toArray();
        assertThat(mean(busy)).isCloseTo(100_000, within(1_000.0));
        assertThat(correlation(busy, 1)).isCloseTo(0, within(0.01));
    }

    @Test
    void wanderingDelayForgetsAsItWasTold() {
        double[] waits = waits("wandering:20us,100s");
        assertThat(Math.sqrt(variance(waits))).isCloseTo(20_000, within(1_000.0));
        assertThat(correlation(waits, 100)).isCloseTo(1 / Math.E, within(0.03));
    }

    /** A load that were not self-similar would be a hundredth as bursty over 10,000 s as over 100 s: in the square of its mean. */
    @Test
    void selfSimilarLoadIsBurstyOverHoursToo() {
        double[] waits = waits("selfsimilar:300us");
        assertThat(varianceOfMeans(waits, 10_000) / varianceOfMeans(waits, 100)).isGreaterThan(0.03);
        assertThat(DoubleStream.of(waits).min().orElseThrow()).isZero();
    }

    private static double varianceOfMeans(double[] waits, int length) {
        return variance(IntStream.range(0, waits.length / length)
                .mapToDouble(i -> IntStream.range(i * length, (i + 1) * length)
                        .mapToDouble(j -> waits[j])
                        .average()
                        .orElseThrow())
                .toArray());
    }

    @Test
    void anotherRouteIsLongerForGood() {
        double[] waits = waits("longer:1ms,50m");
        assertThat(waits[2_999]).isZero();
        assertThat(waits[3_000]).isEqualTo(1_000_000);
        assertThat(waits[SECONDS - 1]).isEqualTo(1_000_000);
    }

    @Test
    void waitsOfAFileHoldUntilTheNextAndBeginAgain(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("waits"), "# measured at night\n\n1s 10us\n2.5s 30us\n4s 0us\n");
        Traffic.Wait wait = Traffic.parse("file:" + file).begin(new SplittableRandom(1));
        double[] at = {0, 0.9, 1, 2.4, 2.5, 4, 5.4, 5.5, 6.5, 8};
        assertThat(DoubleStream.of(at).map(wait::nanos).toArray())
                .containsExactly(0, 0, 10_000, 10_000, 30_000, 0, 0, 0, 10_000, 30_000);
    }

    @Test
    void fileThatCannotBeReadIsNamedWithTheLine(@TempDir Path folder) throws IOException {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Traffic.parse("file:" + folder.resolve("absent")))
                .withMessageContaining("cannot read " + folder.resolve("absent"));
        Path file = folder.resolve("waits");
        Files.writeString(file, "0s 1us\n0s 2us\n");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Traffic.parse("file:" + file))
                .withMessage(file + ", line 2: the times must rise");
        Files.writeString(file, "0s 1us\n1s\n");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Traffic.parse("file:" + file))
                .withMessage(file + ", line 2: write a time and a wait, such as 1.5s 230us");
        Files.writeString(file, "0s 1us\n");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Traffic.parse("file:" + file))
                .withMessage(file + ": write two lines at least");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "standing",
                "standing:200us",
                "standing:200us,5m",
                "standing:1,2,3",
                "queue:1us,1s,1s",
                "wandering:20us,0s",
                "selfsimilar:1us,2s",
                "longer:1ms"
            })
    void refusesWhatIsNoTraffic(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Traffic.parse(text));
    }
}
