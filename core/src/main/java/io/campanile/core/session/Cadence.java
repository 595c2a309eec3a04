package io.campanile.core.session;

/**
 * When in a round a slave hears its master: its probes, and the correction if that comes by itself. So it knows how long the
 * pause is that goes before each of them, as it was the last time.
 *
 * <p>Not thread-safe. All times are the slave's local time.
 */
final class Cadence {

    /** No pause of this kind was heard yet. */
    private static final long UNKNOWN = Long.MAX_VALUE;

    private long lastAt;
    private long round;
    private boolean corrected;
    private long beforeProbes = UNKNOWN;
    private long beforeCorrection = UNKNOWN;

    /** A probe has come. */
    void probe(long ofRound, long nowNanos) {
        if (ofRound != round) {
            if (corrected) {
                beforeProbes = nowNanos - lastAt;
            } else {
                // A round passed in which no correction came by itself.
                beforeCorrection = UNKNOWN;
            }
            round = ofRound;
            corrected = false;
        }
        lastAt = nowNanos;
    }

    /** A correction has come by itself. */
    void correction(long nowNanos) {
        if (!corrected) {
            beforeCorrection = nowNanos - lastAt;
        }
        corrected = true;
        lastAt = nowNanos;
    }

    /**
     * How long the master takes from the last message to the next one: a round at most.
     *
     * @param roundNanos how long a round takes
     */
    long pauseNanos(long roundNanos) {
        return Math.min(roundNanos, corrected ? beforeProbes : beforeCorrection);
    }
}
