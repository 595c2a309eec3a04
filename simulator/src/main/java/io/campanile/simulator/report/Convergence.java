package io.campanile.simulator.report;

/** Finds the first moment from which everything stays within a limit for a number of samples. */
public final class Convergence {

    private final double limit;
    private final int stays;
    private long since;
    private int within;
    private double found = Double.NaN;

    public Convergence(double limit, int stays) {
        this.limit = limit;
        this.stays = stays;
    }

    /** One sample, a second after the last; NaN is outside. */
    public void sample(long second, double worst) {
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
    public double at() {
        return found;
    }
}
