package io.campanile.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class FileModeTest {

    @ParameterizedTest
    @CsvSource({"666, rw-rw-rw-", "0660, rw-rw----", "600, rw-------", "754, rwxr-xr--", "000, ---------"})
    void readsOctalDigits(String text, String permissions) {
        assertThat(PosixFilePermissions.toString(
                        new FileMode.Octal().convert(text).permissions()))
                .isEqualTo(permissions);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "66", "668", "1666", "rw-rw-rw-", "-66"})
    void refusesWhatIsNone(String text) {
        assertThatThrownBy(() -> new FileMode.Octal().convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("write three octal digits, such as 660");
    }
}
