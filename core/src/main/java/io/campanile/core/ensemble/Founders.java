package io.campanile.core.ensemble;

/**
 * The clocks whose average decides cluster time: those that are within the panic limit of a majority, and not far from
 * the median of these.
 *
 * @param finding {@link Finding#FOUNDED}, or why there are none
 * @param clocks the clocks; nobody if there are none
 * @param deviation how far they are from each other, as {@link Average} weighs it
 */
record Founders(Finding finding, Electorate clocks, double deviation) {

    /** Looks for them among these. */
    static Founders of(Electorate electorate, EnsembleConfig limits) {
        // Two intervals widened by half the panic limit touch when the clocks are no further apart than the limit.
        Electorate truechimers = electorate.truechimers(limits.panicNanos() / 2);
        if (truechimers.isEmpty()) {
            return new Founders(Finding.FOUNDERS_APART, Electorate.NOBODY, 0);
        }
        MedianGate gate = truechimers.gate(limits.toleranceNanos());
        Electorate founders = truechimers.admittedBy(gate);
        return founders.size() < limits.quorum()
                ? new Founders(Finding.FOUNDERS_FEW, founders, 0)
                : new Founders(Finding.FOUNDED, founders, gate.deviation());
    }

    boolean isDecided() {
        return finding == Finding.FOUNDED;
    }
}
