package io.campanile.core.filter;

/**
 * Learns on which of the two ways other traffic makes packets wait now, and how long they wait where there is none.
 *
 * <p>As long as both ways are alike, every division of a round trip's wait between them is equally likely. Behind a queue on one of
 * them it is not: the other way still delivers as it does when it is idle, so most of the wait is the queue's, and the offset is the
 * nearer to the end of the corridor that the idle way sets the more often no packet comes close to that end.
 *
 * <p>Each way is idle or busy, and stays so for a while. Waits are exponential in both cases, and their means are learned.
 *
 * <p>Sources: the forward recursion of a hidden Markov model (L. Rabiner, "A tutorial on hidden Markov models", 1989), whose means are
 * learned sample by sample (D. Titterington, "Recursive parameter estimation using incomplete data", 1984).
 */
final class Queues {

    /** How likely a way that was idle is busy at the next sample. */
    private static final double BEGINS = 0.01;

    /** How likely a way that was busy is idle at the next sample. */
    private static final double ENDS = 0.05;

    /** Waits on a busy way are at least this many times as long as on an idle one. */
    private static final double BUSY = 5;

    /** What the newest sample counts at least in a mean. */
    private static final double LEAST_GAIN = 0.005;

    /** The share of that which it counts even when its way is busy for certain: a way that is busy for good becomes the usual one. */
    private static final double LEAST_SHARE = 0.01;

    private long samples;
    private double idleWait;
    private double idleVariance;
    private double busyWait;
    private double busyThere;
    private double busyBack;
    private double tilt;

    /** Forgets everything. */
    void reset() {
        samples = 0;
        idleWait = 0;
        idleVariance = 0;
        busyWait = 0;
        busyThere = 0;
        busyBack = 0;
        tilt = 0;
    }

    /**
     * Takes the waits of the next round trip in, in nanoseconds.
     *
     * @param there on the way there, as the offset is believed to be
     * @param back on the way back
     * @param variance how uncertain the offset is, and so each of the two; more than 0
     */
    void add(double there, double back, double variance) {
        samples++;
        double square = idleWait * idleWait + variance;
        double idle = Math.sqrt(square);
        double busy = Math.max(busyWait, BUSY * idle);
        busyThere = learn(busyThere, Math.max(0, there), idle, busy);
        busyBack = learn(busyBack, Math.max(0, back), idle, busy);
        // Waits that scatter less than exponential ones tell less, and an offset that is less certain than they are
        // tells them badly.
        double exponential = Math.min(idleWait * idleWait, idleVariance) / square;
        tilt = exponential * (busyBack - busyThere) * (1 / idle - 1 / busy);
    }

    /** How likely a way is busy, after this wait. */
    private double learn(double before, double wait, double idle, double busy) {
        double expected = before * (1 - ENDS) + (1 - before) * BEGINS;
        double idleByBusy = busy / idle * Math.exp(wait / busy - wait / idle);
        double after = expected / (expected + (1 - expected) * idleByBusy);
        double gain = Math.max(LEAST_GAIN, 1.0 / samples);
        double idleGain = gain * Math.max(LEAST_SHARE, 1 - after);
        double apart = wait - idleWait;
        idleWait += idleGain * apart;
        idleVariance += idleGain * (apart * apart - idleVariance);
        busyWait += gain * after * (wait - busyWait);
        return after;
    }

    /** How long a packet waits on an idle way, on average. */
    double idleWait() {
        return idleWait;
    }

    /** By how much the logarithm of the newest sample's likelihood grows with each nanosecond of the offset. */
    double tilt() {
        return tilt;
    }
}
