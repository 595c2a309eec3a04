package io.campanile.clock;

import static io.campanile.clock.TestCorrections.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.LocalClock;
import io.campanile.core.discipline.DisciplineLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Timeout;

/** Readings that threads pass on to one another never go back, whatever a writer does meanwhile. */
class DisciplinedClockConcurrencyTest {

    private static final int READERS = 3;
    private static final int CORRECTIONS = 15_000;

    private final LocalClock local = new SystemClock();
    private final DisciplinedClock clock = new DisciplinedClock(local, DisciplineLimits.DEFAULT);
    private final AtomicLong published = new AtomicLong();
    private final AtomicBoolean done = new AtomicBoolean();

    @RepeatedTest(3)
    @Timeout(30)
    void neverHandsOutLessThanAnotherThreadHasAlreadySeen(RepetitionInfo repetition) throws Exception {
        long seed = 7_200L + repetition.getCurrentRepetition();
        clock.correct(TestCorrections.by(clock, local.nanos(), -SECOND));
        ExecutorService threads = Executors.newFixedThreadPool(READERS);
        try {
            List<Future<Long>> readers = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                boolean full = i == 0;
                readers.add(threads.submit(() -> worstStepBack(full)));
            }
            correct(new SplittableRandom(seed));
            done.set(true);
            for (Future<Long> reader : readers) {
                assertThat(reader.get(10, TimeUnit.SECONDS))
                        .as("seed %d: the furthest that a reading went back, in ns", seed)
                        .isZero();
            }
        } finally {
            done.set(true);
            threads.shutdown();
        }
        assertThat(clock.state(local.nanos()).mapping().version()).isEqualTo(CORRECTIONS + 1L);
    }

    private void correct(SplittableRandom random) {
        for (int i = 0; i < CORRECTIONS; i++) {
            // Mostly small, some beyond the step threshold; on the whole as much forward as back.
            long most = random.nextInt(10) == 0 ? SECOND / 5 : SECOND / 10_000;
            long now = local.nanos();
            clock.correct(TestCorrections.by(clock, now, random.nextLong(-most, most + 1)));
            if (random.nextInt(4) == 0) {
                // Time for readers to find the new timeline due, and to open it.
                long until = local.nanos() + random.nextLong(50_000);
                while (local.nanos() < until) {
                    Thread.onSpinWait();
                }
            }
        }
    }

    private long worstStepBack(boolean full) {
        long worst = 0;
        while (!done.get()) {
            long before = published.get();
            long reading = full ? clock.read().clusterNanos() : clock.nanos();
            worst = Math.max(worst, before - reading);
            published.accumulateAndGet(reading, Math::max);
        }
        return Math.max(0, worst);
    }
}
