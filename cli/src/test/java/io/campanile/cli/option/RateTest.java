package io.campanile.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class RateTest {

    @ParameterizedTest
    @CsvSource({
        "0ppm, 0",
        "500ppb, 500",
        "40ppm, 40000",
        "-12.5ppm, -12500",
        "+1ppm, 1000",
        "0.1%, 1000000",
        "' 1ppb ', 1"
    })
    void reads(String text, double ppb) {
        assertThat(Rate.parse(text).ppb()).isCloseTo(ppb, Percentage.withPercentage(1e-6));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "40", "ppm", "40 ppm", "40PPM", "1e3ppm", "NaNppm", "40s", "%"})
    void saysHowToWriteOne(String text) {
        assertThatThrownBy(() -> Rate.parse(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessage("'%s' is no rate: write a number and a unit, such as 40ppm, 500ppb or 0.1%%", text);
    }
}
