package io.campanile.proto.seal;

import java.util.Arrays;

/**
 * Which counters have been seen: each counts once, and one that is far behind the newest counts as seen. A sliding window
 * as in RFC 4303, kept as in RFC 6479, so that sliding moves no bits.
 *
 * <p>Not thread-safe.
 */
final class ReplayWindow {

    private static final int WORDS = 4;

    /** How far a counter may be behind the newest: one word of bits is always in use by those that come. */
    static final int WIDTH = (WORDS - 1) * Long.SIZE;

    private final long[] seen = new long[WORDS];
    private long newest;

    /** Whether this counter would be a new one: 1 and more, not seen yet, and not too old. */
    boolean isNew(long counter) {
        if (counter > newest) {
            return true;
        }
        return counter > 0 && newest - counter < WIDTH && (seen[word(counter)] & bit(counter)) == 0;
    }

    /** A datagram with this counter has proven itself; the counter {@link #isNew}. */
    void add(long counter) {
        if (counter > newest) {
            slideTo(counter);
        }
        seen[word(counter)] |= bit(counter);
    }

    private void slideTo(long counter) {
        long words = (counter >>> 6) - (newest >>> 6);
        if (words >= WORDS) {
            Arrays.fill(seen, 0);
        } else {
            for (long i = 1; i <= words; i++) {
                seen[word(newest + i * Long.SIZE)] = 0;
            }
        }
        newest = counter;
    }

    private static int word(long counter) {
        return (int) (counter >>> 6) & WORDS - 1;
    }

    private static long bit(long counter) {
        return 1L << counter;
    }
}
