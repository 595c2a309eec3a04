package io.campanile.group;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogProgressTest {

    private final LogProgress progress = new LogProgress(3);

    @Test
    void logThatIsWrittenIsNotStuckHoweverLongNothingComes() {
        for (int i = 0; i < 10; i++) {
            assertThat(progress.isStuck(7, 7)).isFalse();
        }
    }

    @Test
    void logIsStuckWhenNothingWasWrittenForSoManyLooks() {
        assertThat(progress.isStuck(8, 7)).isFalse();
        assertThat(progress.isStuck(8, 7)).isFalse();
        assertThat(progress.isStuck(9, 7)).isFalse();
        assertThat(progress.isStuck(9, 7)).isTrue();
    }

    @Test
    void slowDiskThatWritesSomethingIsNotStuck() {
        for (int i = 0; i < 10; i++) {
            assertThat(progress.isStuck(100, i)).isFalse();
        }
    }

    @Test
    void emptyLogIsNotStuck() {
        for (int i = 0; i < 10; i++) {
            assertThat(progress.isStuck(-1, -1)).isFalse();
        }
    }
}
