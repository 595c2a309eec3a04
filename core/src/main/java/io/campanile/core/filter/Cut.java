package io.campanile.core.filter;

/**
 * A standard normal belief cut to an interval that lies above, or around, its middle.
 *
 * @param probability how much of it lies in the interval
 * @param mean where the middle of that part is
 * @param gain by how much its variance is less than 1
 */
record Cut(double probability, double mean, double gain) {

    /** From here on next to nothing of the belief is left, and the near end is all that counts. */
    private static final double FAR_OFF = 8;

    /** An interval so narrow is a point: the difference of two integrals would be rounding. */
    private static final double NARROW = 1e-4;

    /**
     * The moments of a truncated normal distribution.
     *
     * @param near the end nearer to 0, or below it
     * @param far the other end; |near| ≤ far
     */
    static Cut of(double near, double far) {
        if (near > FAR_OFF) {
            return new Cut(0, near, 1);
        }
        if (far - near < NARROW) {
            double middle = (near + far) / 2;
            double density = Normal.DENSITY_AT_ZERO * Normal.exponential(middle);
            return new Cut(density * (far - near), middle, 1);
        }
        double nearExponential = Normal.exponential(near);
        double farExponential = Normal.exponential(far);
        double probability = Normal.above(near, nearExponential) - Normal.above(far, farExponential);
        double nearDensity = Normal.DENSITY_AT_ZERO * nearExponential;
        double farDensity = Normal.DENSITY_AT_ZERO * farExponential;
        double mean = (nearDensity - farDensity) / probability;
        double gain = mean * mean - (near * nearDensity - far * farDensity) / probability;
        return new Cut(probability, mean, Math.min(1, gain));
    }
}
