package io.campanile.os;

import org.jspecify.annotations.Nullable;

/**
 * Makes a time of the stamps that a datagram has: the network card's, where there is one that fits to the kernel's, and else the
 * kernel's.
 *
 * <p>A datagram is with the card before the kernel stamps its arrival, and after the kernel stamps its departure. So the kernel's stamp is
 * the bracket of the card's. One that lies on the wrong side of it, or far from it, is not this datagram's or was taken by a clock that was
 * set: it does not count.
 *
 * <p>Guarantee: an arrival is never early, and a departure never late, whatever the card says.
 *
 * <p>Not thread-safe.
 */
final class PairedStamps {

    /** No card hands a datagram over so late. */
    static final long FAR_NANOS = 10_000_000;

    private final StampClock kernel;
    private final @Nullable StampClock card;
    private final Runnable unpaired;
    private boolean lookedAtCard;
    private boolean byCard;

    /**
     * Stamps of these clocks.
     *
     * @param card null without one
     * @param unpaired is told when a card's stamp is missing or does not count
     */
    PairedStamps(StampClock kernel, @Nullable StampClock card, Runnable unpaired) {
        this.kernel = kernel;
        this.card = card;
        this.unpaired = unpaired;
    }

    /** Something has come of the kernel: stamps that are older than this can be turned. */
    void look() {
        kernel.look();
        lookedAtCard = false;
    }

    /** A look at a card takes some microseconds: it is taken when there is a stamp. */
    private @Nullable StampClock lookedAt(long cardStamp) {
        if (card == null || cardStamp == Inbox.NONE) {
            return null;
        }
        if (!lookedAtCard) {
            card.look();
            lookedAtCard = true;
        }
        return card;
    }

    /**
     * When a datagram came in, by {@link System#nanoTime}.
     *
     * @param kernelStamp the kernel's stamp; {@link Inbox#NONE} if there is none
     * @param cardStamp the card's stamp; {@link Inbox#NONE} if there is none
     * @return {@link StampClock#NONE} if that is not known
     */
    long arrivalNanos(long kernelStamp, long cardStamp) {
        byCard = false;
        long seen = kernelStamp == Inbox.NONE ? StampClock.NONE : kernel.latestNanos(kernelStamp);
        if (card == null || seen == StampClock.NONE) {
            return seen;
        }
        StampClock by = lookedAt(cardStamp);
        long earliest = by == null ? StampClock.NONE : by.earliestNanos(cardStamp);
        if (by == null || earliest == StampClock.NONE || earliest > seen || seen - earliest > FAR_NANOS) {
            unpaired.run();
            return seen;
        }
        byCard = true;
        return Math.min(seen, by.latestNanos(cardStamp));
    }

    /** Whether the card has stamped the arrival that was asked for last. */
    boolean byCard() {
        return byCard;
    }

    /** When a datagram left, by the kernel's stamp and {@link System#nanoTime}; {@link StampClock#NONE} if that is not known. */
    long departureNanos(long kernelStamp) {
        return kernelStamp == Inbox.NONE ? StampClock.NONE : kernel.earliestNanos(kernelStamp);
    }

    /**
     * The same by the card's stamp.
     *
     * @param soonestNanos when it was with the kernel still
     */
    long departureNanos(long cardStamp, long soonestNanos) {
        StampClock by = lookedAt(cardStamp);
        long latest = by == null ? StampClock.NONE : by.latestNanos(cardStamp);
        if (by == null || latest == StampClock.NONE || latest < soonestNanos || latest - soonestNanos > FAR_NANOS) {
            unpaired.run();
            return StampClock.NONE;
        }
        return Math.max(soonestNanos, by.earliestNanos(cardStamp));
    }
}
