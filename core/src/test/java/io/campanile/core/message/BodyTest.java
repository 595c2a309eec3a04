package io.campanile.core.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class BodyTest {

    @Test
    void isTextOrBytes() {
        assertThat(Body.of("鐘").bytes()).containsExactly(0xe9, 0x90, 0x98);
        assertThat(Body.of(new byte[] {104, 105}).text()).isEqualTo("hi");
        assertThat(Body.of("hi"))
                .isEqualTo(Body.of(new byte[] {104, 105}))
                .hasSameHashCodeAs(Body.of(new byte[] {104, 105}))
                .isNotEqualTo(Body.of("ho"));
        assertThat(Body.EMPTY.length()).isZero();
    }

    @Test
    void changesForNobody() {
        byte[] given = {1, 2};
        Body body = Body.of(given);
        given[0] = 9;
        body.bytes()[1] = 9;
        assertThat(body.bytes()).containsExactly(1, 2);
    }

    @Test
    void hasALimitThatIsCountedInBytes() {
        assertThat(Body.of("鐘".repeat(170)).length()).isEqualTo(510);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Body.of("鐘".repeat(171)))
                .withMessage("the announcement has 513 bytes; it may have 512 at most");
        assertThatIllegalArgumentException().isThrownBy(() -> Body.of(new byte[513]));
    }

    @Test
    void showsNobodyWhatIsInIt() {
        assertThat(Body.of("secret")).hasToString("6 bytes");
    }
}
