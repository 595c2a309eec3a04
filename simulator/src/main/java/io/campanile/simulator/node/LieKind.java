package io.campanile.simulator.node;

import io.campanile.core.Quantity;
import io.campanile.core.Units;
import java.util.random.RandomGenerator;

/**
 * How liars lie.
 *
 * @param manner in which way
 * @param nanos by how much
 */
public record LieKind(Manner manner, long nanos) {

    /** By then every slave votes that was there from the beginning. */
    private static final long TURN_NANOS = 30 * Units.SECOND_NANOS;

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
        /** All honest until they vote, and from half a minute on all ahead by the same: a clique. */
        CLIQUE,
        /** The same, each with another share of it up to all: they agree with each other, and not quite. */
        LOOSE_CLIQUE,
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
                "'%s' is no lie: write 1h, spread:1h, random:1h, two-faced:1h, growing:1ms, clique:1h, loose-clique:1h or pretended:1h"
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
            case CLIQUE -> Lie.late(nanos, startNanos + TURN_NANOS);
            case LOOSE_CLIQUE -> Lie.late(random.nextLong(Math.abs(nanos) + 1), startNanos + TURN_NANOS);
            case PRETENDED -> Lie.pretended(random, Math.abs(nanos));
        };
    }
}
