package io.campanile.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DaemonThreadTest {

    @Test
    void aRepeatedTaskThatBreaksIsToldOf() throws Exception {
        CompletableFuture<Throwable> told = new CompletableFuture<>();
        ScheduledExecutorService thread = DaemonThread.named("broken", told::complete);
        try {
            thread.scheduleWithFixedDelay(
                    () -> {
                        throw new NoClassDefFoundError("io/campanile/Missing");
                    },
                    0,
                    1,
                    TimeUnit.MILLISECONDS);
            assertThat(told.get(20, TimeUnit.SECONDS))
                    .isInstanceOf(NoClassDefFoundError.class)
                    .hasMessage("io/campanile/Missing");
        } finally {
            DaemonThread.stop(thread);
        }
    }

    @Test
    void whatWasDoneOrGivenUpIsNot() {
        CompletableFuture<Throwable> told = new CompletableFuture<>();
        ScheduledExecutorService thread = DaemonThread.named("fine", told::complete);
        assertThat(DaemonThread.execute(thread, () -> {})).isTrue();
        thread.scheduleWithFixedDelay(() -> {}, 0, 1, TimeUnit.HOURS);
        DaemonThread.stop(thread);
        assertThat(DaemonThread.execute(thread, () -> {})).isFalse();
        assertThat(told).isNotDone();
    }
}
