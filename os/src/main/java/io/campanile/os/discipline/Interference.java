package io.campanile.os.discipline;

import io.campanile.core.Units;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Finds that another program sets the clock, too: by what the kernel has that was not ordered, and by jumps. Somebody who does it once may
 * have a reason; who does it {@value #MOST_TIMES} times within {@link #WITHIN_NANOS} keeps the clock, and of two that do so
 * one has to go.
 *
 * <p>Not thread-safe; knows no clock.
 */
final class Interference {

    /** From so many on it is a rival. */
    static final int MOST_TIMES = 5;

    /** Within ten minutes. */
    static final long WITHIN_NANOS = 600 * Units.SECOND_NANOS;

    /** A smaller one may lie in how the two clocks were read; that somebody set the clock shows by the kernel's flag as well. */
    static final long LEAST_JUMP_NANOS = 10_000_000;

    private final Deque<Long> times = new ArrayDeque<>();

    /**
     * Compares.
     *
     * @param ordered how the kernel was left
     * @param found how it is now
     * @param jumpNanos by how much the clock has moved meanwhile beside its frequency
     * @param atNanos when, by any clock that goes on
     * @return what somebody did, as a clause; null if nobody did anything
     */
    @Nullable
    String check(KernelState ordered, KernelState found, long jumpNanos, long atNanos) {
        String what = difference(ordered, found, jumpNanos);
        if (what != null) {
            times.addLast(atNanos);
        }
        while (!times.isEmpty() && atNanos - times.getFirst() > WITHIN_NANOS) {
            times.removeFirst();
        }
        return what;
    }

    private static @Nullable String difference(KernelState ordered, KernelState found, long jumpNanos) {
        if (Math.abs(jumpNanos) >= LEAST_JUMP_NANOS) {
            return String.format(Locale.ROOT, "it was set by %+.6f s", (double) jumpNanos / Units.SECOND_NANOS);
        }
        if (found.frequency() != ordered.frequency() || found.tickMicros() != ordered.tickMicros()) {
            return String.format(
                    Locale.ROOT,
                    "its frequency was set from %+.3f to %+.3f ppm",
                    ordered.ratePpb() / 1000,
                    found.ratePpb() / 1000);
        }
        if (found.flags() != ordered.flags() && !found.isGivenUp()) {
            return String.format(
                    Locale.ROOT, "its status was set from 0x%04x to 0x%04x", ordered.flags(), found.flags());
        }
        return null;
    }

    /** Whether somebody keeps at it. */
    boolean isRival() {
        return times.size() >= MOST_TIMES;
    }
}
