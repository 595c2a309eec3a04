package io.campanile.os;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import io.campanile.core.TwoClocks;
import io.campanile.core.Units;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns stamps of another clock of the machine into times of {@link System#nanoTime}, by how long ago they were: those of the wall clock,
 * which the kernel takes, and those of a network card's own clock. Where the other clock runs at a rate of its own, that is measured from one
 * look to another. A clock that is set spoils stamps. That shows from one look to the next, and then no stamp counts until a second
 * has passed: none waits for so long.
 *
 * <p>Guarantee: a stamp was taken at {@link #earliestNanos} or after it and at {@link #latestNanos} or before it, but for what the clock was
 * set within the width of a look.
 *
 * <p>Not thread-safe.
 */
final class StampClock {

    /** The stamp does not count, or the clock cannot be read. */
    static final long NONE = Long.MIN_VALUE;

    /** How far the rate of a card's clock may be from that of this machine. Drivers let it be steered by so much. */
    static final double CARD_APART_PPB = 1_000_000;

    /** How far it may have been steered since it was measured. */
    private static final double STEERED_PPB = 100_000;

    /** A look at the wall clock takes 0.1 µs, and one at a card 1 to 2; one that takes longer than this was held up. */
    private static final long NARROW_WALL_NANOS = 500;

    private static final long NARROW_CARD_NANOS = 2_500;

    private static final int TRIES = 4;
    private static final long DISTRUST_NANOS = 1_000_000_000;

    /** No datagram waits for longer. */
    private static final long OLDEST_NANOS = 1_000_000_000;

    /** Over so long a rate is measured. */
    private static final long MEASURED_NANOS = 1_000_000_000;

    private final LongSupplier nano;
    private final LongSupplier other;
    private final long narrowNanos;
    private final double apartPpb;
    private @Nullable TwoClocks last;

    /** What the rate is measured from. */
    private @Nullable TwoClocks base;

    // Nanoseconds of this machine for one of the other clock, at least and at most.
    private double least;
    private double most;

    private long distrustedUntil;

    /** It could not be read, and may be another one by now. */
    private boolean wasLost;

    private StampClock(LongSupplier nano, LongSupplier other, long narrowNanos, double apartPpb) {
        this.nano = nano;
        this.other = other;
        this.narrowNanos = narrowNanos;
        this.apartPpb = apartPpb;
        measured(0, Double.MAX_VALUE);
    }

    /** For stamps of this machine's wall clock. */
    static StampClock ofWall() {
        Memory time = new Memory(16);
        long address = Pointer.nativeValue(time);
        return ofWall(System::nanoTime, () -> {
            Libc.clock_gettime(Libc.CLOCK_REALTIME, address);
            return time.getLong(0) * Units.SECOND_NANOS + time.getLong(8);
        });
    }

    /**
     * For stamps of the wall clock: on Linux that runs at the rate of this machine.
     *
     * @param nano as {@link System#nanoTime}
     * @param wall in nanoseconds since 1970
     */
    static StampClock ofWall(LongSupplier nano, LongSupplier wall) {
        return new StampClock(nano, wall, NARROW_WALL_NANOS, 0);
    }

    /**
     * For stamps of a network card.
     *
     * @param nano as {@link System#nanoTime}
     * @param card its clock, in nanoseconds since any time; {@link #NONE} when it cannot be read
     */
    static StampClock ofCard(LongSupplier nano, LongSupplier card) {
        return new StampClock(nano, card, NARROW_CARD_NANOS, CARD_APART_PPB);
    }

    /** Looks at both clocks: stamps that are older than this can be turned. */
    void look() {
        TwoClocks now = narrowest();
        TwoClocks before = last;
        last = now;
        if (now == null) {
            base = null;
            wasLost = true;
        } else if (base == null || before == null || wasSet(before, now)) {
            distrustedUntil = now.afterNanos() + (wasLost || base != null ? DISTRUST_NANOS : 0);
            wasLost = false;
            base = now;
            measured(0, Double.MAX_VALUE);
        } else if (now.beforeNanos() - base.afterNanos() >= MEASURED_NANOS) {
            double shown = (double) (now.otherNanos() - base.otherNanos());
            measured((now.beforeNanos() - base.afterNanos()) / shown, (now.afterNanos() - base.beforeNanos()) / shown);
            base = now;
        }
    }

    private @Nullable TwoClocks narrowest() {
        TwoClocks now = TwoClocks.read(nano, other, TRIES, narrowNanos);
        return now.otherNanos() == NONE ? null : now;
    }

    /** Whether the other clock is not where it can have gone by itself. */
    private boolean wasSet(TwoClocks before, TwoClocks now) {
        double shown = (double) (now.otherNanos() - before.otherNanos());
        return least * shown > now.afterNanos() - before.beforeNanos()
                || most * shown < now.beforeNanos() - before.afterNanos();
    }

    /** The rate lies between these, and may have moved a little since. */
    private void measured(double low, double high) {
        double moved = Math.min(STEERED_PPB, apartPpb) / Units.PPB;
        least = Math.max(low - moved, 1 - apartPpb / Units.PPB);
        most = Math.max(least, Math.min(high + moved, 1 + apartPpb / Units.PPB));
    }

    /** A time at or before that at which a stamp was taken, which was before the last look; {@link #NONE} if the stamp does not count. */
    long earliestNanos(long stamp) {
        TwoClocks now = last;
        return now == null || !counts(now, stamp)
                ? NONE
                : now.beforeNanos() - (long) Math.ceil(most * (now.otherNanos() - stamp));
    }

    /** A time at or after that at which a stamp was taken, which was before the last look; {@link #NONE} if the stamp does not count. */
    long latestNanos(long stamp) {
        TwoClocks now = last;
        return now == null || !counts(now, stamp)
                ? NONE
                : now.afterNanos() - (long) (least * (now.otherNanos() - stamp));
    }

    private boolean counts(TwoClocks now, long stamp) {
        long age = now.otherNanos() - stamp;
        return age >= 0 && age < OLDEST_NANOS && now.afterNanos() - distrustedUntil >= 0;
    }
}
