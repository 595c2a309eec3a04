package io.campanile.core.filter;

/**
 * Learns what one path between two clocks does to a measurement: the least round trip, how much longer the others are, and how
 * much the middle of the bounds scatters.
 *
 * <p>It has more fields than most classes: each is a running sum of one thing that is learned, and they all move with every
 * sample. A master keeps them for each of its slaves, so they are plain numbers in one object.
 */
final class PathNoise {

    /** After this many samples a path that became longer shows. */
    static final int CHECKED = 256;

    /** The least round trip is looked for among this many samples, and as many before. */
    private static final int BLOCK = 4096;

    /** Among {@link #CHECKED} samples, one at least should have been this near the least, as a share of the mean excess. */
    private static final double NEAR = 0.6;

    /** What the newest sample counts at least in a mean. */
    private static final double LEAST_GAIN = 0.005;

    private static final double LEAST_SCATTER_NANOS = 10;

    /** A bend takes so many samples. */
    private static final int BEND = 3;

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
    private long bends;
    private double scatterVariance;
    private int inRow;
    private double last;
    private double beforeLast;

    /** Forgets everything. */
    void reset() {
        restart(Long.MAX_VALUE, 0, 0);
        bends = 0;
        scatterVariance = 0;
    }

    /**
     * Begins with what other samples have shown of it. What is known of the scatter stays: where a path goes changes it little.
     *
     * @param leastSoFar the least round trip of them
     * @param seen how many they are
     * @param excess their mean excess
     */
    void restart(long leastSoFar, int seen, double excess) {
        least = leastSoFar;
        previousLeast = Long.MAX_VALUE;
        inBlock = seen;
        inPrevious = 0;
        lastDrop = 0;
        samples = seen;
        meanExcess = excess;
        interrupt();
        startCheck();
    }

    private void startCheck() {
        checkedLeast = Long.MAX_VALUE;
        inChecked = 0;
        checkedExcess = 0;
    }

    /** The next sample is not the next of this path: others came between. */
    void interrupt() {
        inRow = 0;
    }

    /**
     * Takes a sample in.
     *
     * @param width the width of its bounds: the round trip
     * @param middle the middle of its bounds, relative to any fixed origin
     */
    void add(long width, double middle) {
        addFar(width);
        samples++;
        meanExcess += Math.max(LEAST_GAIN, 1.0 / samples) * (excess(width) - meanExcess);
        if (++inRow >= BEND) {
            // A line has no second difference: what is there is noise, of six times its variance.
            double bend = middle - 2 * last + beforeLast;
            scatterVariance += Math.max(LEAST_GAIN, 1.0 / ++bends) * (bend * bend / 6 - scatterVariance);
        }
        beforeLast = last;
        last = middle;
    }

    /** The same, of a sample that may be of another path: it counts for the least round trip alone. */
    void addFar(long width) {
        if (inBlock == BLOCK) {
            previousLeast = least;
            inPrevious = inBlock;
            least = width;
            inBlock = 0;
        }
        lastDrop = inBlock + inPrevious == 0 ? 0 : Math.max(0, -excess(width));
        least = Math.min(least, width);
        inBlock++;
        check(width);
    }

    private void check(long width) {
        if (inChecked == CHECKED) {
            startCheck();
        }
        inChecked++;
        checkedLeast = Math.min(checkedLeast, width);
        checkedExcess += excess(width) / CHECKED;
    }

    /** Whether the path has become longer: nothing came near the least round trip for long. */
    boolean isLonger() {
        return inChecked == CHECKED && excess(checkedLeast) > NEAR * checkedExcess;
    }

    /** The least of the last {@link #CHECKED} round trips, when it {@linkplain #isLonger has become longer}. */
    long checkedLeast() {
        return checkedLeast;
    }

    /** The mean of these. */
    double checkedMean() {
        return leastWidth() + checkedExcess;
    }

    /** By how much a round trip is longer than the least one. */
    double excess(long width) {
        return width - leastWidth();
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
    long leastWidth() {
        return Math.min(least, previousLeast);
    }

    /** The variance of the middle of the bounds around a line. */
    double scatterVariance() {
        double floor = LEAST_SCATTER_NANOS * LEAST_SCATTER_NANOS;
        // Too few samples to tell: as much as the round trip allows.
        return bends > 0 ? Math.max(floor, scatterVariance) : (double) leastWidth() * leastWidth() / 4 + floor;
    }
}
