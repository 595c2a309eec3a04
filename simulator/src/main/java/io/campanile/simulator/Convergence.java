package io.campanile.simulator;

/** Finds the first moment from which everything stays within a limit for a number of samples. */
final class Convergence {

    private final double limit;
    private final int stays;
    private long since;
    private int within;
    private double found = Double.NaN;

    Convergence(double limit, int stays) {
        this.limit = limit;
        this.stays = stays;
    }

    /** One sample, a second after the last; NaN is outside. */
    void sample(long second, double worst) {
        if (!(worst <= limit)) {
            within = 0;
            return;
        }
        if (within++ == 0) {
            since = second;
        }
        if (within > stays && Double.isNaN(found)) {
            found = since;
        }
    }

    /** The second; NaN if there was none. */
    double at() {
        return found;
    }
}
