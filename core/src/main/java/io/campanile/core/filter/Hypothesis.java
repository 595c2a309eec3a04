package io.campanile.core.filter;

import org.jspecify.annotations.Nullable;

/**
 * One assumption about a clock and its network, and what follows from the samples if it holds.
 *
 * <p>The clock's rate wanders by a given amount. The network's noise has one of two shapes:
 *
 * <ul>
 *   <li><b>One-sided</b>: each way takes the least delay plus a wait. Given how long the round trip took in all, every
 *       division of the wait between the two ways is equally likely when waits are exponential. So the measurement says
 *       that the offset lies in a corridor as wide as the excess, and nothing more; a wide one costs nothing, a narrow
 *       one, or the edge of a wide one, says a lot. The belief is cut to the corridor and taken for normal again. A sample
 *       that contradicts the belief may be a strange one, and is trusted as far as it is likely not to be.
 *   <li><b>Symmetric</b>: the middle of the bounds scatters normally around the offset, whatever the round trip took: the
 *       Kalman filter. Where round trips show that delays {@linkplain Sway sway}, so may their difference, which is not the
 *       clock. A sample that is too late for its path says no more than one of the other shape.
 * </ul>
 *
 * <p>Over another {@linkplain Paths path} the offset looks different, by something that is learned with it.
 *
 * <p>Sources: assumed-density filtering (T. Minka, "A family of algorithms for approximate Bayesian inference", 2001).
 */
final class Hypothesis {

    /** By what share of the mean excess, over √n, the least of n round trips is itself late, each way. */
    private static final double LATENESS = 0.45;

    /** How uncertain that is, as a share of the same. */
    private static final double BLUR = 0.2;

    private static final double LEAST_BLUR_NANOS = 10;
    private static final double LEAST_HALF_NANOS = 1;

    /** How much likelihoods of long ago count: the memory is about two hundred samples. */
    private static final double FORGETTING = 0.995;

    /** The share of samples of which only the round trip holds: their least delays were other ones. */
    private static final double STRANGE = 0.01;

    private static final double LEAST_TRUST = 0.5;

    /** How much less certain a sample that contradicts the belief makes it, as a factor of its deviation. */
    private static final double DOUBT = 2;

    /** How the noise is distributed. */
    enum Shape {
        ONE_SIDED,
        SYMMETRIC
    }

    private final Shape shape;
    private final LineState line;

    /** Null where the noise is symmetric: there they would tell nothing. */
    private final @Nullable Queues queues;

    private double logWeight;

    /**
     * An assumption.
     *
     * @param shape of the noise
     * @param wander by how much the clock's rate wanders in a second, in ppb
     */
    Hypothesis(Shape shape, double wander) {
        this.shape = shape;
        this.queues = shape == Shape.ONE_SIDED ? new Queues() : null;
        this.line = new LineState(wander);
    }

    void start(double offsetDeviation, double rateDeviation) {
        line.start(0, offsetDeviation, 0, rateDeviation);
        forgetQueues();
        logWeight = 0;
    }

    /** Over all paths until now the offset may have looked wrong by this standard deviation; the rate stays as it is. */
    void renew(double deviation) {
        double offsetDeviation = Math.sqrt(line.offsetVarianceAfter(0) + deviation * deviation);
        line.start(line.offsetAfter(0), offsetDeviation, line.rate(), Math.sqrt(line.rateVarianceAfter(0)));
        forgetQueues();
    }

    private void forgetQueues() {
        if (queues != null) {
            queues.reset();
        }
    }

    LineState line() {
        return line;
    }

    /** The logarithm of how likely it made the samples of late. */
    double logWeight() {
        return logWeight;
    }

    /**
     * Takes a sample in.
     *
     * @param seconds since the last one
     * @param middle the middle of its bounds
     * @param width their width
     * @param paths what was learned of the paths, this sample included
     */
    void add(double seconds, double middle, long width, Paths paths) {
        line.advance(seconds);
        follow(paths);
        if (shape == Shape.SYMMETRIC) {
            line.sway(seconds, paths.sway().asymmetryDeviation());
        }
        boolean corridor = shape == Shape.ONE_SIDED || paths.isFar();
        double likelihood = corridor ? cut(middle, width, paths) : average(middle, paths.noise());
        logWeight = logWeight * FORGETTING + likelihood;
    }

    private void follow(Paths paths) {
        switch (paths.event()) {
            case MET -> line.meet(paths.change());
            case CHANGED -> line.change(paths.change());
            case SWAPPED -> line.swap();
            case NOTHING -> {}
        }
        line.goes(paths.isAway());
        // The path is shorter than was believed: whatever was concluded of it may be off by half of that.
        line.loosen(paths.noise().lastDrop() / 2);
    }

    private double average(double middle, PathNoise noise) {
        double scale = Math.sqrt(line.expectedVariance() + noise.scatterVariance());
        double shift = (middle - line.expected()) / scale;
        line.measured(scale, shift, 1);
        return Math.log(Normal.DENSITY_AT_ZERO / scale) - shift * shift / 2;
    }

    private double cut(double middle, long width, Paths paths) {
        PathNoise noise = paths.noise();
        double searched = noise.searched();
        double fromMiddle = middle - line.expected();
        double wait = noise.excess(width) / 2;
        double excess = noise.meanExcess();
        double tilt = 0;
        if (queues != null && !paths.isAway()) {
            // The other path may be a queue itself, and it is not known for long.
            queues.add(wait + fromMiddle, wait - fromMiddle, line.expectedVariance());
            excess = Math.min(excess, 2 * queues.idleWait());
            tilt = queues.tilt();
        }
        double share = excess / Math.sqrt(searched);
        // The first few samples know next to nothing of the least round trip.
        double slack = LATENESS * share + noise.leastWidth() / (4 * searched * searched);
        double blur = BLUR * share + LEAST_BLUR_NANOS;
        double half = Math.max(LEAST_HALF_NANOS, wait + slack);
        double scale = Math.sqrt(line.expectedVariance() + blur * blur);
        // A normal belief times an exponential is a normal belief elsewhere.
        double lean = tilt * scale;
        double fromMean = fromMiddle / scale - lean;
        // By symmetry the corridor lies above: both its ends in scales, the nearer first.
        double sign = fromMean < 0 ? -1 : 1;
        double near = sign * fromMean - half / scale;
        double far = sign * fromMean + half / scale;
        Cut cut = Cut.of(near, far);
        double plain = (1 - STRANGE) * cut.probability() / (2 * half);
        double strange = STRANGE * Math.min(1 / (width + 1.0), Normal.DENSITY_AT_ZERO / scale);
        double trust = plain / (plain + strange);
        double shift = lean + sign * cut.mean();
        // What remains uncertain, apart from the cut belief's own width, is whether to trust the sample at all.
        double doubt = trust * (1 - trust) * shift * shift;
        line.measured(scale, trust * shift, trust * cut.gain() - doubt);
        if (trust < LEAST_TRUST && near > 1) {
            // One strange sample is an accident. After some in a row the belief itself must be wrong, and gives in.
            line.doubt(DOUBT);
        }
        return Math.log(plain + strange);
    }
}
