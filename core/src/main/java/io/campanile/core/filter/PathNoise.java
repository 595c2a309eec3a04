package io.campanile.core.filter;

/**
 * Learns what the network between two clocks does to a measurement: the least round trip, how much longer the others
 * are, and how much the middle of the bounds scatters.
 *
 * <p>It has more fields than most classes: each is a running sum of one thing that is learned, and they all move with every
 * sample. A master keeps them for each of its slaves, so they are plain numbers in one object.
 */
final class PathNoise {

    /** The least round trip is looked for among this many samples, and as many before. */
    private static final int BLOCK = 4096;

    /** After this many samples a path that became longer shows. */
    private static final int CHECKED = 256;

    /** Among this many samples, one at least should have been this near the least, as a share of the mean excess. */
    private static final double NEAR = 0.25;

    /** What the newest sample counts at least in a mean. */
    private static final double LEAST_GAIN = 0.005;

    private static final double LEAST_SCATTER_NANOS = 10;

    private long least;
    private long previousLeast;
    private long checkedLeast;
    private double lastDrop;
    private int inBlock;
    private int inPrevious;
    private int inChecked;
    private double checkedExcess;

    private long samples;
    private double meanExcess;
    private double scatterVariance;
    private double last;
    private double beforeLast;

    /** Forgets everything. */
    void reset() {
        samples = 0;
        restart(Long.MAX_VALUE, 0);
        scatterVariance = 0;
        meanExcess = 0;
    }

    private void restart(long leastSoFar, int seen) {
        least = leastSoFar;
        previousLeast = Long.MAX_VALUE;
        inBlock = seen;
        inPrevious = 0;
        startCheck();
    }

    private void startCheck() {
        checkedLeast = Long.MAX_VALUE;
        inChecked = 0;
        checkedExcess = 0;
    }

    /**
     * Takes a sample in.
     *
     * @param width the width of its bounds: the round trip
     * @param middle the middle of its bounds, relative to any fixed origin
     */
    void add(long width, double middle) {
        if (inBlock == BLOCK) {
            previousLeast = least;
            inPrevious = inBlock;
            least = width;
            inBlock = 0;
        }
        lastDrop = samples == 0 ? 0 : Math.max(0, -excess(width));
        least = Math.min(least, width);
        inBlock++;
        learn(width, middle);
        check(width);
    }

    private void learn(long width, double middle) {
        samples++;
        meanExcess += Math.max(LEAST_GAIN, 1.0 / samples) * (excess(width) - meanExcess);
        if (samples > 2) {
            // A line has no second difference: what is there is noise, of six times its variance.
            double bend = middle - 2 * last + beforeLast;
            scatterVariance += Math.max(LEAST_GAIN, 1.0 / (samples - 2)) * (bend * bend / 6 - scatterVariance);
        }
        beforeLast = last;
        last = middle;
    }

    /** When nothing came near the least round trip for long, the path has become longer. */
    private void check(long width) {
        checkedLeast = Math.min(checkedLeast, width);
        checkedExcess += excess(width) / CHECKED;
        if (++inChecked == CHECKED) {
            if (excess(checkedLeast) > NEAR * checkedExcess) {
                restart(checkedLeast, CHECKED);
                return;
            }
            startCheck();
        }
    }

    /** By how much a round trip is longer than the least one. */
    double excess(long width) {
        return width - Math.min(least, previousLeast);
    }

    /** By how much the newest sample undercut the least round trip. */
    double lastDrop() {
        return lastDrop;
    }

    /** The mean of {@link #excess}. */
    double meanExcess() {
        return meanExcess;
    }

    /** Among how many samples the least round trip was found. */
    int searched() {
        return inBlock + inPrevious;
    }

    /** The least round trip. */
    double leastWidth() {
        return Math.min(least, previousLeast);
    }

    /** The variance of the middle of the bounds around a line. */
    double scatterVariance() {
        double floor = LEAST_SCATTER_NANOS * LEAST_SCATTER_NANOS;
        // Too few samples to tell: as much as the round trip allows.
        return samples > 2 ? Math.max(floor, scatterVariance) : leastWidth() * leastWidth() / 4 + floor;
    }
}
