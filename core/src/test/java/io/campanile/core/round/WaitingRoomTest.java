package io.campanile.core.round;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WaitingRoomTest {

    private static final long START = 1_000;

    private final WaitingRoom<String> room = new WaitingRoom<>(WaitingRoom.CAPACITY);

    @Test
    void keepsSlavesInOrderOfComingUntilThereIsAnAnswer() {
        room.enter("a1", START);
        room.enter("a2", START + 1);
        assertThat(room.empty()).containsExactly("a1", "a2");
        assertThat(room.empty()).isEmpty();
    }

    @Test
    void turnsAwayWhoeverHasWaitedForTooLong() {
        room.enter("a1", START);
        room.enter("a2", START + 1);
        assertThat(room.overdue(START + WaitingRoom.PATIENCE_NANOS - 1)).isEmpty();
        assertThat(room.overdue(START + WaitingRoom.PATIENCE_NANOS)).containsExactly("a1");
        assertThat(room.empty()).containsExactly("a2");
    }

    @Test
    void doesNotWaitAnewForASlaveThatAsksAgain() {
        room.enter("a1", START);
        room.enter("a1", START + WaitingRoom.PATIENCE_NANOS - 1);
        assertThat(room.overdue(START + WaitingRoom.PATIENCE_NANOS)).containsExactly("a1");
    }

    @Test
    void hasRoomForALimitedNumber() {
        for (int i = 0; i < WaitingRoom.CAPACITY; i++) {
            assertThat(room.enter("a" + i, START)).isTrue();
        }
        assertThat(room.enter("one more", START)).isFalse();
        room.leave("a0");
        assertThat(room.enter("one more", START)).isTrue();
    }
}
