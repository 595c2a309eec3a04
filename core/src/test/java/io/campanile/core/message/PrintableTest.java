package io.campanile.core.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {

    /** Control characters, directions, separators, joiners, half of a pair, private use, not assigned, letters that nobody sees. */
    @ParameterizedTest
    @ValueSource(
            ints = {
                0x0, 0x1B, 0x9B, 0x7F, 0xAD, 0x202E, 0x2066, 0x2028, 0x2029, 0x200B, 0x200E, 0x2060, 0xFEFF, 0xD800,
                0xDFFF, 0xE000, 0x10FFFD, 0xFFFF, 0x378, 0x3164, 0x2800, 0xE0041
            })
    void refusesWhatIsObeyedOrNotSeen(int codePoint) {
        String text = "a" + Character.toString(codePoint) + "b";

        assertThat(Printable.isName(text)).isFalse();
        assertThat(Printable.text(text)).isEqualTo("a b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "host-1.example.org", "rack 7", "кампанила-鐘樓-🔔", "نام", "é", "❤\uFE0F"})
    void takesEveryScript(String text) {
        assertThat(Printable.isName(text)).isTrue();
        assertThat(Printable.text(text)).isSameAs(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u00A0\u3000"})
    void takesNoBlankForAName(String text) {
        assertThat(Printable.isName(text)).isFalse();
    }

    @Test
    void leavesInATextWhatJoinsItsLetters() {
        String family = "👩\u200D👧 می\u200Cخواهم";

        assertThat(Printable.text(family)).isEqualTo(family);
        assertThat(Printable.isName(family)).isFalse();
    }
}
