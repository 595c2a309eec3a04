package io.campanile.core.message;

import io.campanile.core.Mapping;
import io.campanile.core.discipline.Correction;

/**
 * Master to slave: correct yourself.
 *
 * @param session the session that it belongs to
 * @param correction the relative correction
 */
public record Correct(long session, Correction correction) implements Message {

    /** Checks the size of the numbers; {@link Correction} checks the rest. */
    public Correct {
        Ranges.requireSize(correction);
    }

    @Override
    public String noun() {
        return "a correction";
    }

    /**
     * Whether a clock can take a correction: what comes of it is a mapping that a reading can carry. Any other would end every later
     * session, too.
     *
     * @param target the clock's mapping as it is
     */
    public static boolean isPossible(Correction correction, Mapping target) {
        long at = correction.atNanos();
        double offset = (double) target.offsetAt(at) + correction.offsetNanos();
        return at >= 0 && at < Message.MAX_NANOS && Math.abs(offset) <= Message.MAX_OFFSET_NANOS;
    }
}
