package io.campanile.core.message;

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
}
