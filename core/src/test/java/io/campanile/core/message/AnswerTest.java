package io.campanile.core.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.campanile.core.Mapping;
import io.campanile.core.discipline.ClockState;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.message.Message.Reading;
import org.junit.jupiter.api.Test;

class AnswerTest {

    private static final ClockState CLOCK = new ClockState(new Mapping(3, 7, 77, 8), ClockStatus.HOLDOVER, 6);

    @Test
    void becomesAReadingWhenItIsStamped() {
        assertThat(new Answer(1, 2, 3, 0, 400, CLOCK).departing(500))
                .isEqualTo(new Reading(1, 2, 3, 0, 400, 500, CLOCK));
    }

    @Test
    void refusesWhatNoReadingCouldCarry() {
        ClockState tooFar = new ClockState(new Mapping(0, 0, (1L << 61) + 1024, 0), ClockStatus.HOLDOVER, 6);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Answer(1, 2, 3, 0, -1, CLOCK))
                .withMessage("t2 is -1; it must be 0 to 2^62 ns");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Answer(1, 2, 3, 0, 0, tooFar))
                .withMessageContaining("the mapping's offset");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Answer(1, 2, 3, 0, 0, CLOCK).departing(-1))
                .withMessageContaining("t3 is -1");
    }
}
