package io.campanile.core.filter;

/**
 * A belief about a line that wanders: offset and rate with their covariance, all in nanoseconds and seconds, so that
 * rates are in ppb.
 *
 * <p>Source: the Kalman filter of a clock with a random walk of frequency (C. Zucca and P. Tavella, "The clock model and
 * its relationship with the Allan and related variances", 2005).
 */
final class LineState {

    private static final double LEAST_VARIANCE = 1e-6;

    private final double wander;
    private double offset;
    private double rate;
    private double offsetVariance;
    private double covariance;
    private double rateVariance;

    /**
     * Knows nothing yet.
     *
     * @param wander by how much the rate wanders in a second: its standard deviation, in ppb
     */
    LineState(double wander) {
        this.wander = wander;
    }

    /** Starts at offset 0 and rate 0, known to these standard deviations. */
    void start(double offsetDeviation, double rateDeviation) {
        offset = 0;
        rate = 0;
        offsetVariance = offsetDeviation * offsetDeviation;
        covariance = 0;
        rateVariance = rateDeviation * rateDeviation;
    }

    /** Lets time pass. */
    void advance(double seconds) {
        offset = offsetAfter(seconds);
        offsetVariance = offsetVarianceAfter(seconds);
        covariance += seconds * rateVariance + wander * wander * seconds * seconds / 2;
        rateVariance += wander * wander * seconds;
    }

    /** Where the offset will be. */
    double offsetAfter(double seconds) {
        return offset + rate * seconds;
    }

    /** How uncertain that is. */
    double offsetVarianceAfter(double seconds) {
        return offsetVariance + seconds * (2 * covariance + seconds * (rateVariance + wander * wander * seconds / 3));
    }

    double rate() {
        return rate;
    }

    double rateVarianceAfter(double seconds) {
        return rateVariance + wander * wander * seconds;
    }

    /** Becomes less certain of everything: by this factor in the deviations. */
    void doubt(double factor) {
        offsetVariance *= factor * factor;
        covariance *= factor * factor;
        rateVariance *= factor * factor;
    }

    /** Becomes less certain of the offset by this standard deviation. */
    void loosen(double deviation) {
        offsetVariance += deviation * deviation;
    }

    /**
     * Takes a measurement of the offset in.
     *
     * @param scale the standard deviation that was expected of the measurement
     * @param shift by how many scales the measured value lies from the expected one, as the measurement's distribution
     *     sees it
     * @param gain by how much of itself, seen in the same way, the variance falls; up to 1, and below 0 when the
     *     measurement leaves more doubt than before
     */
    void measured(double scale, double shift, double gain) {
        double offsetGain = offsetVariance / scale;
        double rateGain = covariance / scale;
        offset += offsetGain * shift;
        rate += rateGain * shift;
        offsetVariance = Math.max(LEAST_VARIANCE, offsetVariance - offsetGain * offsetGain * gain);
        rateVariance = Math.max(LEAST_VARIANCE, rateVariance - rateGain * rateGain * gain);
        // Rounding must not make the two more than wholly dependent.
        double most = Math.sqrt(offsetVariance * rateVariance);
        covariance = Math.max(-most, Math.min(most, covariance - offsetGain * rateGain * gain));
    }
}
