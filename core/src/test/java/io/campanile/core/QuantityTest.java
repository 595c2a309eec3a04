package io.campanile.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0 ns",
        "-1, -1 ns",
        "999, 999 ns",
        "1500, 1.5 µs",
        "9000000, 9 ms",
        "999999999, 999.999999 ms",
        "1000000000000, 1000 s",
        "-2500000000, -2.5 s",
        "7200000000000, 2 h",
        "172800000000000, 2 d",
        "9223372036854775807, 9223372036.854775807 s"
    })
    void writesADurationAsPeopleDo(long nanos, String text) {
        assertThat(Quantity.duration(nanos)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, -1500, 9_000_000, 7_200_000_000_000L, 1_234_567_890_123L, -86_400_000_000_000L})
    void readsWhatItWrites(long nanos) {
        assertThat(Quantity.nanos(Quantity.duration(nanos).replace(" ", ""))).isEqualTo(nanos);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 ppb",
        "0.5, 0.5 ppb",
        "999, 999 ppb",
        "1000, 1 ppm",
        "15500, 15.5 ppm",
        "2.0E9, 2000000 ppm",
        "-40000, -40 ppm",
        "NaN, NaN ppb"
    })
    void writesARateAsPeopleDo(double ppb, String text) {
        assertThat(Quantity.rate(ppb)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 slaves", "1, 1 slave", "2, 2 slaves"})
    void countsAsPeopleDo(long number, String text) {
        assertThat(Quantity.many(number, "slave")).isEqualTo(text);
    }
}
