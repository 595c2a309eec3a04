package io.campanile.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SlicesTest {

    private static final int MANY = 1_000;
    private static final long PACE_NANOS = 25_000;

    private final EmbeddedChannel executor = new EmbeddedChannel();
    private final AtomicLong now = new AtomicLong();
    private final List<Integer> done = new ArrayList<>();

    @AfterEach
    void release() {
        executor.finishAndReleaseAll();
    }

    private CompletableFuture<List<Integer>> start(int count, long paceNanos) {
        List<Integer> all = IntStream.range(0, count).boxed().toList();
        return Slices.start(
                executor.eventLoop(),
                now::get,
                all,
                i -> {
                    done.add(i);
                    return i % 2 == 0 ? Optional.of(i) : Optional.empty();
                },
                paceNanos);
    }

    private void pass(long nanos) {
        now.addAndGet(nanos);
        executor.advanceTimeBy(nanos, TimeUnit.NANOSECONDS);
        executor.runScheduledPendingTasks();
    }

    @Test
    void doesAFewAtOnce() {
        assertThat(start(10, 0)).isCompletedWithValue(List.of(0, 2, 4, 6, 8));
    }

    @Test
    void isDoneAtOnceWithNothingToDo() {
        assertThat(start(0, PACE_NANOS)).isCompletedWithValue(List.of());
    }

    @Test
    void letsTheLoopLookAtItsSocketsBetweenSlices() {
        CompletableFuture<List<Integer>> results = start(MANY, 0);
        assertThat(done).hasSizeLessThan(MANY / 10);
        for (int i = 0; i < MANY; i++) {
            pass(0);
        }
        assertThat(results).isCompletedWithValueMatching(list -> list.size() == MANY / 2);
        assertThat(done).isSorted().hasSize(MANY);
    }

    @Test
    void keepsToItsPace() {
        CompletableFuture<List<Integer>> results = start(MANY, PACE_NANOS);
        pass(MANY * PACE_NANOS / 2);
        for (int i = 0; i < MANY; i++) {
            pass(0);
        }
        assertThat(done).as("after half of the time").hasSizeBetween(MANY / 2, MANY / 2 + 20);
        pass(MANY * PACE_NANOS / 2);
        for (int i = 0; i < MANY; i++) {
            pass(0);
        }
        assertThat(results).isCompleted();
    }

    @Test
    void failsWithWhateverOneOfThemThrows() {
        IllegalStateException broken = new IllegalStateException("broken");
        CompletableFuture<List<Integer>> results = Slices.start(
                executor.eventLoop(),
                now::get,
                List.of(1),
                i -> {
                    throw broken;
                },
                0);
        assertThat(results).isCompletedExceptionally();
        assertThat(results.handle((list, failure) -> failure)).isCompletedWithValue(broken);
    }
}
