package io.campanile.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.TypeConversionException;

class RandomValueTest {

    @ParameterizedTest
    @CsvSource({"random:2s, -1, -2000", "random:2s, 0, 0", "random:2s, 0.5, 1000", "-300ms, 0.5, -300"})
    void drawsAnOffsetWithinItsLimits(String text, double dice, long millis) {
        assertThat(RandomValue.Offset.convert(text, () -> dice)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @CsvSource({"random:100ppm, -1, -100000", "random:100ppm, 0.25, 25000", "-40ppm, 0.25, -40000"})
    void drawsADriftWithinItsLimits(String text, double dice, double ppb) {
        assertThat(RandomValue.Drift.convert(text, () -> dice).ppb()).isEqualTo(ppb);
    }

    @RepeatedTest(20)
    void staysWithinThemByItself() {
        assertThat(new RandomValue.Offset().convert("random:2s"))
                .isBetween(Duration.ofSeconds(-2), Duration.ofSeconds(2));
        assertThat(new RandomValue.Drift().convert("random:100ppm").ppb()).isBetween(-100_000.0, 100_000.0);
    }

    @Test
    void drawsAnewForEachSlave() {
        RandomValue.Offset offset = new RandomValue.Offset();
        assertThat(offset.convert("random:2s")).isNotEqualTo(offset.convert("random:2s"));
    }

    @Test
    void saysHowToWriteTheLimit() {
        assertThatThrownBy(() -> new RandomValue.Offset().convert("random:2"))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageStartingWith("'2' is no duration");
        assertThatThrownBy(() -> new RandomValue.Drift().convert("random:"))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageStartingWith("'' is no rate");
    }
}
