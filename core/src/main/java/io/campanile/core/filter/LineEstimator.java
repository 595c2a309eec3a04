package io.campanile.core.filter;

import io.campanile.core.Interval;
import io.campanile.core.Units;
import java.util.function.ToDoubleFunction;

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

    /**
     * How likely these are before there is any sample, as logarithms; most clocks are quiet. It decides where noise hides the
     * wander.
     */
    private static final double[] PRIOR = {0, -2, -5};

    /** Typical crystals are within this of what they should be, in ppb. */
    private static final double RATE_DEVIATION_PPB = 100_000;

    private static final Hypothesis.Shape[] SHAPES = Hypothesis.Shape.values();

    private final Paths paths = new Paths();
    private final Hypothesis[] hypotheses = new Hypothesis[SHAPES.length * WANDERS.length];
    private final double[] weights = new double[hypotheses.length];
    private boolean weighed;
    private boolean started;
    private long origin;
    private long lastAt;

    LineEstimator() {
        for (int i = 0; i < hypotheses.length; i++) {
            hypotheses[i] = new Hypothesis(SHAPES[i % SHAPES.length], WANDERS[i / SHAPES.length]);
        }
        reset();
    }

    /** Forgets everything. */
    void reset() {
        started = false;
        paths.reset();
    }

    /**
     * Takes a sample in.
     *
     * @param atNanos when; not before the last one
     * @param bounds where the offset then lay for certain
     */
    void add(long atNanos, Interval bounds) {
        // A fast slave that took long over a short way may turn them inside out by a little.
        long width = Math.max(0, bounds.high() - bounds.low());
        if (!started) {
            started = true;
            origin = bounds.low() + width / 2;
            lastAt = atNanos;
            for (Hypothesis hypothesis : hypotheses) {
                hypothesis.start(width + 1.0, RATE_DEVIATION_PPB);
            }
        }
        double middle = bounds.low() - origin + width / 2.0;
        paths.add(width, middle);
        double seconds = secondsSince(atNanos);
        for (Hypothesis hypothesis : hypotheses) {
            hypothesis.add(seconds, middle, width, paths);
        }
        lastAt = Math.max(lastAt, atNanos);
        weighed = false;
    }

    /**
     * All further samples but those that {@link Paths} tells apart are over a path that shows the offset better than all before.
     *
     * @param width how long a round trip over the old one took at least
     */
    void renew(long width) {
        paths.reset();
        for (Hypothesis hypothesis : hypotheses) {
            hypothesis.renew(width / 2.0);
        }
        weighed = false;
    }

    private void weigh() {
        if (weighed) {
            return;
        }
        weighed = true;
        double greatest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < weights.length; i++) {
            weights[i] = hypotheses[i].logWeight() + PRIOR[i / SHAPES.length];
            greatest = Math.max(greatest, weights[i]);
        }
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            weights[i] = Math.exp(weights[i] - greatest);
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
        return mix(l -> l.offsetAfter(seconds), l -> l.offsetVarianceAfter(seconds));
    }

    /** The rate at that moment, in ppb. */
    Belief rate(long atNanos) {
        double seconds = secondsSince(atNanos);
        return mix(LineState::rate, l -> l.rateVarianceAfter(seconds));
    }

    /** The mean and the deviation of the hypotheses' beliefs taken together. */
    private Belief mix(ToDoubleFunction<LineState> value, ToDoubleFunction<LineState> variance) {
        weigh();
        double mean = 0;
        for (int i = 0; i < weights.length; i++) {
            mean += weights[i] * value.applyAsDouble(hypotheses[i].line());
        }
        double total = 0;
        for (int i = 0; i < weights.length; i++) {
            double apart = value.applyAsDouble(hypotheses[i].line()) - mean;
            total += weights[i] * (variance.applyAsDouble(hypotheses[i].line()) + apart * apart);
        }
        return new Belief(mean, Math.sqrt(total));
    }

    /** The offset that {@link #offset} is relative to. */
    long origin() {
        return origin;
    }

    private double secondsSince(long atNanos) {
        return Math.max(0, (double) (atNanos - lastAt) / Units.SECOND_NANOS);
    }
}
