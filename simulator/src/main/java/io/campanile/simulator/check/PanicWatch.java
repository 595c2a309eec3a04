package io.campanile.simulator.check;

import io.campanile.clock.DisciplinedClock;
import io.campanile.core.Mapping;
import io.campanile.core.Units;
import io.campanile.core.discipline.ObedienceLimits;
import org.jspecify.annotations.Nullable;

/**
 * Sees how far corrections have moved one clock from where its own oscillator has it since the first one. It is allowed to go along by
 * 1000 ppm, as an oscillator may be wrong by. The rest is what somebody did.
 */
final class PanicWatch {

    private static final double MAY_FOLLOW_PPB = 1_000_000;

    /** Whole nanoseconds, at each correction. */
    private static final long ROUNDING_NANOS = 1_000_000;

    private @Nullable Mapping last;
    private long followed;
    private long followedAt;

    /** Another process, whose clock nobody has corrected. */
    void forget() {
        last = null;
    }

    /**
     * The clock was corrected.
     *
     * @return by how much it is further away than any master may move it; 0 if it is not
     */
    long beyondPanic(DisciplinedClock clock) {
        long now = clock.local().nanos();
        Mapping target = clock.read().timeline().target();
        long offset = target.offsetAt(now);
        Mapping before = last;
        last = target;
        if (before == null) {
            followed = offset;
        } else {
            long may = (long) (MAY_FOLLOW_PPB / Units.PPB * (now - followedAt));
            followed += Math.max(-may, Math.min(may, before.offsetAt(now) - followed));
        }
        followedAt = now;
        long most = ObedienceLimits.DEFAULT.panicNanos() + ROUNDING_NANOS;
        return Math.max(0, Math.abs(offset - followed) - most);
    }
}
