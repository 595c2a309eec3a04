package io.campanile.simulator.world;

import io.campanile.core.Quantity;
import io.campanile.simulator.traffic.Draw;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * What is added to the least delay of a packet, each time anew.
 *
 * @param shape how it is distributed
 * @param scaleNanos the mean of {@link Shape#EXP} and {@link Shape#PARETO}, the deviation of {@link Shape#NORMAL}; 0 and
 *     more
 */
public record Jitter(Shape shape, double scaleNanos) {

    /** How waits are distributed. */
    public enum Shape {
        /** Exponential: one short queue after the other. */
        EXP,
        /** Normal around the base; what falls below a tenth of the base is cut off there. */
        NORMAL,
        /** Heavy-tailed, with an infinite variance (Lomax's distribution of tail exponent 1.5). */
        PARETO
    }

    private static final double TAIL = 1.5;

    /**
     * Reads {@code exp:10us}, {@code normal:10us} or {@code pareto:10us}.
     *
     * @throws IllegalArgumentException saying how to write it
     */
    public static Jitter parse(String text) {
        int colon = text.indexOf(':');
        for (Shape shape : Shape.values()) {
            if (colon > 0
                    && shape.name().equalsIgnoreCase(text.substring(0, colon).trim())) {
                return new Jitter(shape, (double) Quantity.nanos(text.substring(colon + 1)));
            }
        }
        throw new IllegalArgumentException(
                "'%s' is no jitter: write a shape and a size, such as exp:10us, normal:10us or pareto:10us"
                        .formatted(text));
    }

    /** A delay on a way whose base is this. */
    double delay(long baseNanos, RandomGenerator random) {
        return switch (shape) {
            case EXP -> baseNanos + Draw.exponential(scaleNanos, random);
            case NORMAL -> Math.max(Delay.LEAST_SHARE * baseNanos, baseNanos + scaleNanos * random.nextGaussian());
            case PARETO -> baseNanos + scaleNanos * (TAIL - 1) * (Math.pow(1 - random.nextDouble(), -1 / TAIL) - 1);
        };
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s:%.0fns", shape.name().toLowerCase(Locale.ROOT), scaleNanos);
    }
}
