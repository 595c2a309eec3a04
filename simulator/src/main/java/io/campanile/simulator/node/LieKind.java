package io.campanile.simulator.node;

import io.campanile.core.Quantity;
import java.util.random.RandomGenerator;

/**
 * How liars lie.
 *
 * @param manner in which way
 * @param nanos by how much
 */
public record LieKind(Manner manner, long nanos) {

    /** Ways to lie. */
    public enum Manner {
        /** All by the same. */
        CONSTANT,
        /** The second by twice as much as the first, and so on: no two agree. */
        SPREAD,
        /** Each probe hears another lie, of this size at most. */
        RANDOM,
        /** Each probe hears a time that is this much ahead, or as much behind. */
        TWO_FACED,
        /** Its lie grows by this much each second. */
        GROWING,
        /** Tells the truth about its clock, and not how it is corrected: by this much otherwise at most. */
        PRETENDED
    }

    /**
     * Reads {@code 1h}, {@code spread:1h}, {@code random:1h} and so on.
     *
     * @throws IllegalArgumentException saying how to write it
     */
    public static LieKind parse(String text) {
        int colon = text.indexOf(':');
        String manner = colon < 0 ? "constant" : text.substring(0, colon);
        for (Manner known : Manner.values()) {
            if (known.name().replace('_', '-').equalsIgnoreCase(manner)) {
                return new LieKind(known, Quantity.nanos(text.substring(colon + 1)));
            }
        }
        throw new IllegalArgumentException(
                "'%s' is no lie: write 1h, spread:1h, random:1h, two-faced:1h, growing:1ms or pretended:1h"
                        .formatted(text));
    }

    /**
     * What the liar of this number, from 1, says.
     *
     * @param startNanos when it begins
     */
    public Lie of(int number, long startNanos, RandomGenerator random) {
        return switch (manner) {
            case CONSTANT -> Lie.constant(nanos);
            case SPREAD -> Lie.constant(number * nanos);
            case RANDOM -> Lie.random(random, Math.abs(nanos));
            case TWO_FACED -> Lie.twoFaced(random, nanos);
            case GROWING -> Lie.growing(nanos, startNanos);
            case PRETENDED -> Lie.pretended(random, Math.abs(nanos));
        };
    }
}
