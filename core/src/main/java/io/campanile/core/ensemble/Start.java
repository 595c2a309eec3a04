package io.campanile.core.ensemble;

/**
 * A try to decide cluster time where the master has none.
 *
 * @param finding what it came to; {@link Finding#FOUNDED} or {@link Finding#TAKEN_OVER} when the time is decided
 * @param electorate the clocks that a majority was sought among
 * @param founders those that were averaged, or that are too few for it
 * @param offsetNanos cluster time − the master's local clock, once decided
 * @param ratePpb by how much cluster time runs faster than that
 * @param keepers what those claim whose time was taken over
 */
record Start(
        Finding finding,
        Electorate electorate,
        Electorate founders,
        long offsetNanos,
        double ratePpb,
        Keepers keepers) {

    /** Nothing is decided yet. */
    static Start pending(Finding finding, Electorate electorate, Electorate agreeing) {
        return new Start(finding, electorate, agreeing, 0, 0, Keepers.NOBODY);
    }

    /** The clocks are not asked yet. */
    static Start waiting(Finding finding) {
        return pending(finding, Electorate.NOBODY, Electorate.NOBODY);
    }

    boolean isDecided() {
        return finding == Finding.FOUNDED || finding == Finding.TAKEN_OVER;
    }
}
