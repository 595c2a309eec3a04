package io.campanile.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class AddressTest {

    @ParameterizedTest
    @CsvSource({
        "localhost, localhost, 8080",
        "localhost:9000, localhost, 9000",
        "10.0.0.7:1, 10.0.0.7, 1",
        "a-b.example.org:65535, a-b.example.org, 65535",
        "[::1], ::1, 8080",
        "[::1]:8081, ::1, 8081",
        "' m1 ', m1, 8080"
    })
    void reads(String text, String host, int port) {
        assertThat(Address.parse(text)).isEqualTo(new Address(host, port));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":8080", "a:b", "::1", "::1:8080", "a:", "a b", "[::1", "http://a:1", "a:123456"})
    void saysHowToWriteOne(String text) {
        assertThatThrownBy(() -> Address.parse(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessage("'%s' is no address: write HOST:PORT, such as localhost:8080 or [::1]:8080", text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a:0", "a:65536", "a:99999"})
    void saysWhichPortsThereAre(String text) {
        assertThatThrownBy(() -> Address.parse(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessage("the port in '%s' is not within 1 to 65535", text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:9000", "[::1]:8081", "10.0.0.7:1"})
    void printsWhatItReads(String text) {
        assertThat(Address.parse(text)).hasToString(text);
    }

    @Test
    void isLookedUpOnlyWhenAsked() {
        assertThat(new Address("localhost", 1).unresolved().isUnresolved()).isTrue();
        assertThat(new Address("localhost", 1).resolves()).isTrue();
        assertThat(new Address("nobody.invalid", 1).resolves()).isFalse();
    }
}
