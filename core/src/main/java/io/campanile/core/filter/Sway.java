package io.campanile.core.filter;

/**
 * Learns by how much the delays of a path sway together, slowly: how much of its excess a round trip shares with the next one.
 */
final class Sway {

    /** What the newest sample counts at least in a mean. */
    private static final double LEAST_GAIN = 0.001;

    /** From so many samples on. */
    private static final int KNOWN = 64;

    /** What is shared counts from this share of the whole on: independent delays seem to share some, by chance. */
    private static final double LEAST_SHARE = 0.15;

    private long samples;
    private double mean;
    private double last;
    private double variance;
    private double covariance;

    /** Forgets everything. */
    void reset() {
        samples = 0;
        mean = 0;
        variance = 0;
        covariance = 0;
    }

    /**
     * Takes the next round trip's excess in.
     *
     * @param drop by how much the least round trip, and so every other one's excess, is another than for the last one
     */
    void add(double excess, double drop) {
        mean += drop;
        samples++;
        double gain = Math.max(LEAST_GAIN, 1.0 / samples);
        double deviation = excess - mean;
        mean += gain * deviation;
        if (samples > 1) {
            variance += gain * (deviation * deviation - variance);
            covariance += gain * (deviation * last - covariance);
        }
        last = deviation;
    }

    /**
     * The standard deviation of the offset that the delays make up as they sway: half of their difference there and back. Where
     * both ways sway independently, that varies as much as half of their sum, and so it does where one of them sways alone.
     */
    double asymmetryDeviation() {
        boolean shared = samples >= KNOWN && covariance > LEAST_SHARE * variance;
        return shared ? Math.sqrt(covariance) / 2 : 0;
    }
}
