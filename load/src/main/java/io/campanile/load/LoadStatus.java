package io.campanile.load;

/**
 * How a load goes.
 *
 * @param slaves how many slaves there shall be
 * @param in how many of them the master keeps now
 * @param disconnected connections that were lost
 * @param measuring whether all have had their chance to connect, and figures count
 * @param share how much is done, of joining first and then of measuring; 0 to 1
 * @param rounds how many rounds the master has corrected slaves in
 * @param coverage the share of slave-rounds that were corrected; NaN while none was due
 * @param violations bounds that were wrong, and readings that went back
 * @param latest the last pass over all clocks
 */
public record LoadStatus(
        int slaves,
        int in,
        int disconnected,
        boolean measuring,
        double share,
        long rounds,
        double coverage,
        long violations,
        Moment latest) {}
