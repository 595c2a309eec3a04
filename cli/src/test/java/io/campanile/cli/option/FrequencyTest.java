package io.campanile.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.campanile.cli.Cli;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class FrequencyTest {

    @ParameterizedTest
    @CsvSource({"2000/s,2000", "0/s,0", "0.5/s,0.5", "' 10/s ',10"})
    void readsWhatPeopleWrite(String text, double perSecond) {
        assertThat(Frequency.parse(text)).isEqualTo(new Frequency(perSecond));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2000", "-1/s", "2000/m", "/s", "2000 per s"})
    void refusesTheRest(String text) {
        assertThatThrownBy(() -> Frequency.parse(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("write a number and /s, such as 2000/s");
    }

    @Test
    void isAnOptionsValue() {
        Map<String, String> environment = Map.of("CAMPANILE_MASTER", "m", "CAMPANILE_RAMP", "7/s");
        assertThat(Cli.value(Cli.parse(environment, "load"), "--ramp")).isEqualTo(new Frequency(7));
    }
}
