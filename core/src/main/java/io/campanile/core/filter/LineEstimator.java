package io.campanile.core.filter;

import io.campanile.core.Units;

/**
 * The best estimate of a wandering line from noisy samples, when neither the wander nor the shape of the noise is known:
 * a bank of {@linkplain Hypothesis hypotheses} runs side by side, and each counts as much as it made the samples likely.
 *
 * <p>Constant time for a sample, and no window: the past is in the beliefs.
 *
 * <p>Source: the multiple-model estimator (D. Magill, "Optimal adaptive estimation of sampled stochastic processes",
 * 1965), with forgetting.
 */
final class LineEstimator {

    /** What crystals do, from a quiet one in a steady temperature to a poor one near a fan: ppb in a second. */
    private static final double[] WANDERS = {1, 10, 100};

    /** Typical crystals are within this of what they should be, in ppb. */
    private static final double RATE_DEVIATION_PPB = 100_000;

    private final PathNoise noise = new PathNoise();
    private final Hypothesis[] hypotheses = new Hypothesis[2 * WANDERS.length];
    private final double[] weights = new double[hypotheses.length];
    private boolean started;
    private long origin;
    private long lastAt;

    LineEstimator() {
        for (int i = 0; i < WANDERS.length; i++) {
            hypotheses[2 * i] = new Hypothesis(true, WANDERS[i]);
            hypotheses[2 * i + 1] = new Hypothesis(false, WANDERS[i]);
        }
        reset();
    }

    /** Forgets everything. */
    void reset() {
        started = false;
        noise.reset();
    }

    /**
     * Takes a sample in.
     *
     * @param atNanos when; not before the last one
     * @param low the least offset that it allows
     * @param high the greatest
     */
    void add(long atNanos, long low, long high) {
        long width = high - low;
        if (!started) {
            started = true;
            origin = low + width / 2;
            lastAt = atNanos;
            for (Hypothesis hypothesis : hypotheses) {
                hypothesis.start(width + 1.0, RATE_DEVIATION_PPB);
            }
        }
        double middle = low - origin + width / 2.0;
        noise.add(width, middle);
        double seconds = secondsSince(atNanos);
        for (Hypothesis hypothesis : hypotheses) {
            hypothesis.add(seconds, middle, width, noise);
        }
        lastAt = Math.max(lastAt, atNanos);
        weigh();
    }

    private void weigh() {
        double greatest = Double.NEGATIVE_INFINITY;
        for (Hypothesis hypothesis : hypotheses) {
            greatest = Math.max(greatest, hypothesis.logWeight());
        }
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            weights[i] = Math.exp(hypotheses[i].logWeight() - greatest);
            sum += weights[i];
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= sum;
        }
    }

    /**
     * A normal belief.
     *
     * @param mean the best estimate
     * @param deviation its standard deviation
     */
    record Belief(double mean, double deviation) {}

    /** The offset at a moment not before the last sample, relative to {@link #origin}. */
    Belief offset(long atNanos) {
        double seconds = secondsSince(atNanos);
        double mean = 0;
        double square = 0;
        for (int i = 0; i < weights.length; i++) {
            double offset = hypotheses[i].line().offsetAfter(seconds);
            mean += weights[i] * offset;
            square += weights[i] * (hypotheses[i].line().offsetVarianceAfter(seconds) + offset * offset);
        }
        return new Belief(mean, Math.sqrt(Math.max(0, square - mean * mean)));
    }

    /** The rate at that moment, in ppb. */
    Belief rate(long atNanos) {
        double seconds = secondsSince(atNanos);
        double mean = 0;
        double square = 0;
        for (int i = 0; i < weights.length; i++) {
            double rate = hypotheses[i].line().rate();
            mean += weights[i] * rate;
            square += weights[i] * (hypotheses[i].line().rateVarianceAfter(seconds) + rate * rate);
        }
        return new Belief(mean, Math.sqrt(Math.max(0, square - mean * mean)));
    }

    /** The offset that {@link #offset} is relative to. */
    long origin() {
        return origin;
    }

    private double secondsSince(long atNanos) {
        return Math.max(0, (double) (atNanos - lastAt) / Units.SECOND_NANOS);
    }
}
