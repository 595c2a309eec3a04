package io.campanile.core.inquiry;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.message.Message;
import io.campanile.core.message.Testimony;
import org.junit.jupiter.api.Test;

class RivalsTest {

    private static final long FOLLOWED = 7;
    private static final long LATER = Rivals.CONFIRMED_NANOS;

    private final Rivals<String> rivals = new Rivals<>();

    private void tells(String master, long epoch, long atNanos) {
        rivals.testified(master, new Testimony(5_000, 10, epoch), FOLLOWED, atNanos);
    }

    @Test
    void namesAMasterThatStaysWithAnotherEpoch() {
        tells("m1", FOLLOWED, 0);
        tells("m2", 3, 0);
        assertThat(rivals.isDoubtful()).isTrue();
        assertThat(rivals.found()).isEmpty();

        tells("m2", 9, LATER);
        assertThat(rivals.found()).containsExactly("m2");
        assertThat(rivals.isDoubtful()).isFalse();
    }

    @Test
    void takesATakeoverForNone() {
        tells("m2", 8, 0);
        tells("m2", 8, LATER - 1);
        assertThat(rivals.found()).isEmpty();
        tells("m2", FOLLOWED, LATER);
        tells("m2", 8, LATER + 1);
        assertThat(rivals.found()).isEmpty();
    }

    @Test
    void clearsAMasterThatHasJoinedTheOther() {
        tells("m2", 3, 0);
        tells("m2", 3, LATER);
        tells("m2", FOLLOWED, 2 * LATER);
        assertThat(rivals.found()).isEmpty();
    }

    @Test
    void whoKnowsNoTimeKeepsNoOther() {
        for (long at = 0; at <= LATER; at += LATER) {
            rivals.testified("m2", new Testimony(5_000, Message.MAX_NANOS, 3), FOLLOWED, at);
            rivals.testified("m3", new Testimony(5_000, 10, 3), 0, at);
        }
        assertThat(rivals.isDoubtful()).isFalse();
        assertThat(rivals.found()).isEmpty();
    }
}
