package io.campanile.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class HeapShareTest {

    private static final long MB = 1 << 20;

    @Test
    void hasRoomForAsManyAsFitBesideTheRest() {
        assertThat(HeapShare.slaves(128 * MB)).isEqualTo(7_561);
        assertThat(HeapShare.slaves(2048 * MB)).isEqualTo(158_798);
        assertThat(HeapShare.slaves(8 * MB)).isOne();
        assertThat(HeapShare.slavesByDefault()).isBetween(1, 200_000);
    }

    @Test
    void refusesMoreAndSaysWhatToDo() {
        assertThatCode(() -> HeapShare.require(7_561, 128 * MB)).doesNotThrowAnyException();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HeapShare.require(200_000, 128 * MB))
                .withMessage(
                        "room for 200000 slaves takes a heap of 2572 MB, and this process has 128 MB: give it more (-Xmx),"
                                + " or choose 7561 slaves at most");
    }
}
