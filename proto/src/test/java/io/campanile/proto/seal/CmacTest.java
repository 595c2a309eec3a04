package io.campanile.proto.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CmacTest {

    private static final HexFormat HEX = HexFormat.of();
    private static final byte[] KEY = HEX.parseHex("2b7e151628aed2a6abf7158809cf4f3c");
    private static final byte[] MESSAGE = HEX.parseHex("6bc1bee22e409f96e93d7e117393172a"
            + "ae2d8a571e03ac9c9eb76fac45af8e51"
            + "30c81c46a35ce411e5fbc1191a0a52ef"
            + "f69f2445df4f9b17ad2b417be66c3710");

    private final Cmac cmac = new Cmac(KEY);

    private String tag(int length) {
        byte[] text = Arrays.copyOf(MESSAGE, Cmac.room(length));
        byte[] out = new byte[text.length];
        int start = cmac.tag(text, length, out);
        return HEX.formatHex(out, start, start + Cmac.TAG_BYTES);
    }

    @ParameterizedTest
    @CsvSource({
        "0, bb1d6929e95937287fa37d129b756746",
        "16, 070a16b46b4d4144f79bdd9dd04a287c",
        "40, dfa66747de9ae63030ca32611497c827",
        "64, 51f0bebf7e3b9d92fc49741779363cfe"
    })
    void computesTheTagsOfTheRfc(int length, String tag) {
        assertThat(tag(length)).isEqualTo(tag);
        assertThat(tag(length)).as("once more: nothing is left of the first").isEqualTo(tag);
    }

    @Test
    void refusesAKeyThatIsNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Cmac(new byte[5]))
                .withMessageContaining("5 bytes");
    }
}
