package io.campanile.core.filter;

/** The standard normal distribution, by its density's exponential: e^(−z²/2). */
final class Normal {

    /** φ(0). */
    static final double DENSITY_AT_ZERO = 1 / Math.sqrt(2 * Math.PI);

    /** From here on the continued fraction converges in a few steps, and keeps its relative accuracy. */
    private static final double TAIL = 7;

    private static final int TAIL_STEPS = 12;

    private Normal() {}

    /** e^(−z²/2). */
    static double exponential(double z) {
        return Math.exp(-z * z / 2);
    }

    /**
     * Q(z) = 1 − Φ(z), with a relative error below 3e-9 everywhere.
     *
     * <p>Sources: J. Hart et al., "Computer Approximations" (1968), algorithm 5666, as given by G. West, "Better
     * approximations to cumulative normal functions" (2005); Laplace's continued fraction in the tail.
     *
     * @param exponential e^(−z²/2), which the caller has anyway
     */
    static double above(double z, double exponential) {
        double tail = exponential * ratio(Math.abs(z));
        return z < 0 ? 1 - tail : tail;
    }

    /** Q(z) / e^(−z²/2) for z ≥ 0. */
    private static double ratio(double z) {
        if (z >= TAIL) {
            return DENSITY_AT_ZERO / fraction(z);
        }
        double above = 3.52624965998911e-2 * z + 0.700383064443688;
        above = above * z + 6.37396220353165;
        above = above * z + 33.912866078383;
        above = above * z + 112.079291497871;
        above = above * z + 221.213596169931;
        above = above * z + 220.206867912376;
        double below = 8.83883476483184e-2 * z + 1.75566716318264;
        below = below * z + 16.064177579207;
        below = below * z + 86.7807322029461;
        below = below * z + 296.564248779674;
        below = below * z + 637.333633378831;
        below = below * z + 793.826512519948;
        below = below * z + 440.413735824752;
        return above / below;
    }

    /** z + 1/(z + 2/(z + 3/(z + …))). */
    private static double fraction(double z) {
        double tail = z;
        for (int i = TAIL_STEPS; i > 0; i--) {
            tail = z + i / tail;
        }
        return tail;
    }
}
