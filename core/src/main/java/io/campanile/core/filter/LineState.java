package io.campanile.core.filter;

import java.util.Arrays;

/**
 * A belief about a line that wanders, seen over two paths: the offset, the rate, how much higher the offset looks over the
 * other path than over the base, and how much the delays sway it now. With their covariances, all in nanoseconds and seconds,
 * so that rates are in ppb.
 *
 * <p>Sources: the Kalman filter of a clock with a random walk of frequency (C. Zucca and P. Tavella, "The clock model and its
 * relationship with the Allan and related variances", 2005); a bias as a state of its own (B. Friedland, "Treatment of bias in
 * recursive filtering", 1969); noise that is correlated as another one (A. Bryson and L. Henrikson, "Estimation using sampled
 * data containing sequentially correlated noise", 1968).
 */
final class LineState {

    private static final int OFFSET = 0;
    private static final int RATE = 1;
    private static final int ASYMMETRY = 2;
    private static final int SWAY = 3;
    private static final int SIZE = 4;

    /** Delays that sway are taken to come back to their mean within about this time. */
    private static final double SWAY_SECONDS = 100;

    private static final double LEAST_VARIANCE = 1e-6;

    private final double wander;
    private final double[] mean = new double[SIZE];
    private final double[] covariance = new double[SIZE * SIZE];
    private final double[] gains = new double[SIZE];
    private boolean away;

    /** Whether the first path is the other one now. */
    private boolean swapped;

    /** How much higher the offset looks over the base than over the first path, where that is neither of the two. */
    private double fromFirst;

    private double fromFirstVariance;

    /**
     * Knows nothing yet.
     *
     * @param wander by how much the rate wanders in a second: its standard deviation, in ppb
     */
    LineState(double wander) {
        this.wander = wander;
    }

    /** Starts at this offset and rate, known to these standard deviations, without any asymmetry. */
    void start(double offset, double offsetDeviation, double rate, double rateDeviation) {
        Arrays.fill(mean, 0);
        mean[OFFSET] = offset;
        mean[RATE] = rate;
        Arrays.fill(covariance, 0);
        covariance[at(OFFSET, OFFSET)] = offsetDeviation * offsetDeviation;
        covariance[at(RATE, RATE)] = rateDeviation * rateDeviation;
        away = false;
        swapped = false;
        fromFirst = 0;
        fromFirstVariance = 0;
    }

    private static int at(int row, int column) {
        return SIZE * row + column;
    }

    /** Lets time pass. */
    void advance(double seconds) {
        mean[OFFSET] += mean[RATE] * seconds;
        for (int i = 0; i < SIZE; i++) {
            covariance[at(OFFSET, i)] += seconds * covariance[at(RATE, i)];
        }
        for (int i = 0; i < SIZE; i++) {
            covariance[at(i, OFFSET)] += seconds * covariance[at(i, RATE)];
        }
        double step = wander * wander * seconds;
        covariance[at(OFFSET, OFFSET)] += step * seconds * seconds / 3;
        covariance[at(OFFSET, RATE)] += step * seconds / 2;
        covariance[at(RATE, OFFSET)] += step * seconds / 2;
        covariance[at(RATE, RATE)] += step;
    }

    /** The offset after this time, as the first path shows it. */
    double offsetAfter(double seconds) {
        return mean[OFFSET] + mean[RATE] * seconds + (swapped ? mean[ASYMMETRY] : 0) - fromFirst;
    }

    /** How uncertain that is. */
    double offsetVarianceAfter(double seconds) {
        double variance = covariance[at(OFFSET, OFFSET)]
                + seconds
                        * (2 * covariance[at(OFFSET, RATE)]
                                + seconds * (covariance[at(RATE, RATE)] + wander * wander * seconds / 3));
        if (swapped) {
            variance += 2 * (covariance[at(OFFSET, ASYMMETRY)] + seconds * covariance[at(RATE, ASYMMETRY)])
                    + covariance[at(ASYMMETRY, ASYMMETRY)];
        }
        return Math.max(LEAST_VARIANCE, variance) + fromFirstVariance;
    }

    double rate() {
        return mean[RATE];
    }

    double rateVarianceAfter(double seconds) {
        return covariance[at(RATE, RATE)] + wander * wander * seconds;
    }

    /** The next measurement is over the other path, or over the base. */
    void goes(boolean isAway) {
        away = isAway;
    }

    /** Where the next measurement is expected. */
    double expected() {
        return mean[OFFSET] + mean[SWAY] + (away ? mean[ASYMMETRY] : 0);
    }

    /** How uncertain that is. */
    double expectedVariance() {
        double variance = seen(OFFSET) + seen(SWAY) + (away ? seen(ASYMMETRY) : 0);
        return Math.max(LEAST_VARIANCE, variance);
    }

    /** The covariance of this with what is measured. */
    private double seen(int state) {
        return covariance[at(state, OFFSET)]
                + covariance[at(state, SWAY)]
                + (away ? covariance[at(state, ASYMMETRY)] : 0);
    }

    /** Becomes less certain of offset and rate: by this factor in the deviations. */
    void doubt(double factor) {
        for (int i = 0; i < SIZE; i++) {
            for (int j = 0; j < SIZE; j++) {
                covariance[at(i, j)] *= (i <= RATE ? factor : 1) * (j <= RATE ? factor : 1);
            }
        }
    }

    /** What the next measurement's path shows may be off by this standard deviation. */
    void loosen(double deviation) {
        if (deviation == 0) {
            return;
        }
        if (away) {
            change(deviation);
            return;
        }
        // What the other path shows is as certain as before.
        double variance = deviation * deviation;
        covariance[at(OFFSET, OFFSET)] += variance;
        covariance[at(OFFSET, ASYMMETRY)] -= variance;
        covariance[at(ASYMMETRY, OFFSET)] -= variance;
        covariance[at(ASYMMETRY, ASYMMETRY)] += variance;
    }

    /** The other path's asymmetry is not what it was, by this standard deviation. */
    void change(double deviation) {
        leaveFirst();
        covariance[at(ASYMMETRY, ASYMMETRY)] += deviation * deviation;
    }

    /** Forgets the other path for a new one, of whose asymmetry nothing but this standard deviation is known. */
    void meet(double deviation) {
        leaveFirst();
        scale(ASYMMETRY, 0);
        covariance[at(ASYMMETRY, ASYMMETRY)] = deviation * deviation;
    }

    /** If the first path is the other one, it is so no more: from now on it is known by how it stands to the base. */
    private void leaveFirst() {
        if (swapped) {
            fromFirst -= mean[ASYMMETRY];
            fromFirstVariance += covariance[at(ASYMMETRY, ASYMMETRY)];
            swapped = false;
        }
    }

    /** Exchanges the base and the other path. */
    void swap() {
        mean[OFFSET] += mean[ASYMMETRY];
        for (int i = 0; i < SIZE; i++) {
            covariance[at(OFFSET, i)] += covariance[at(ASYMMETRY, i)];
        }
        for (int i = 0; i < SIZE; i++) {
            covariance[at(i, OFFSET)] += covariance[at(i, ASYMMETRY)];
        }
        scale(ASYMMETRY, -1);
        swapped = !swapped;
    }

    private void scale(int state, double factor) {
        mean[state] *= factor;
        for (int i = 0; i < SIZE; i++) {
            covariance[at(state, i)] *= factor;
            covariance[at(i, state)] *= factor;
        }
    }

    /**
     * The delays sway.
     *
     * @param seconds for so long, since the last time
     * @param deviation their standard deviation in the long run
     */
    void sway(double seconds, double deviation) {
        if (deviation == 0 && covariance[at(SWAY, SWAY)] == 0) {
            return;
        }
        double share = Math.exp(-seconds / SWAY_SECONDS);
        scale(SWAY, share);
        covariance[at(SWAY, SWAY)] += (1 - share * share) * deviation * deviation;
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
        for (int i = 0; i < SIZE; i++) {
            gains[i] = seen(i) / scale;
        }
        for (int i = 0; i < SIZE; i++) {
            mean[i] += gains[i] * shift;
            for (int j = 0; j < SIZE; j++) {
                covariance[at(i, j)] -= gains[i] * gains[j] * gain;
            }
        }
        keepPossible();
    }

    /** Rounding must not make a variance negative, nor offset and rate more than wholly dependent. */
    private void keepPossible() {
        for (int i = 0; i < SIZE; i++) {
            covariance[at(i, i)] = Math.max(i <= RATE ? LEAST_VARIANCE : 0, covariance[at(i, i)]);
        }
        double most = Math.sqrt(covariance[at(OFFSET, OFFSET)] * covariance[at(RATE, RATE)]);
        double both = Math.max(-most, Math.min(most, covariance[at(OFFSET, RATE)]));
        covariance[at(OFFSET, RATE)] = both;
        covariance[at(RATE, OFFSET)] = both;
    }
}
