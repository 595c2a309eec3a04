package io.campanile.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({
        "0s, 0",
        "1ns, 1",
        "250us, 250000",
        "250µs, 250000",
        "500ms, 500000000",
        "1.5ms, 1500000",
        "5s, 5000000000",
        "-2.5s, -2500000000",
        "+3s, 3000000000",
        "2m, 120000000000",
        "1h, 3600000000000",
        "1d, 86400000000000",
        "' 5s ', 5000000000",
        "9223372036854775807ns, 9223372036854775807",
        "0.0000000001s, 0"
    })
    void reads(String text, long nanos) {
        assertThat(Durations.parse(text)).isEqualTo(Duration.ofNanos(nanos));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "s", "5 s", "5S", "5sec", "1h30m", ".5s", "5.s", "1e3s", "--5s", "5s5", "PT5S"})
    void saysHowToWriteOne(String text) {
        assertThatThrownBy(() -> Durations.parse(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessage("'%s' is no duration: write a number and a unit, such as 500ms, 5s or 2m", text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"106752d", "-106752d", "9223372036854775808ns", "99999999999999999999999999h"})
    void refusesWhatNoClockCanCount(String text) {
        assertThatThrownBy(() -> Durations.parse(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessage("'%s' is longer than 292 years", text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 ns",
        "999, 999 ns",
        "-999, -999 ns",
        "1000, 1.0 µs",
        "34249, 34.2 µs",
        "-34249, -34.2 µs",
        "1000000, 1.00 ms",
        "2345678, 2.35 ms",
        "1000000000, 1.000 s",
        "-3600000000000, -3600.000 s"
    })
    void printsWithAUnitThatSuits(long nanos, String text) {
        assertThat(Durations.human(nanos)).isEqualTo(text);
    }

    @Test
    void printsEvenTheLeastNumber() {
        assertThat(Durations.human(Long.MIN_VALUE)).isEqualTo("-9223372036.855 s");
    }
}
