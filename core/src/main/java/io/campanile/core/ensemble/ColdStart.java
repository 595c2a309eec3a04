package io.campanile.core.ensemble;

/** Founds cluster time: a new cluster averages the clocks of whoever is there, as Berkeley's algorithm does. */
final class ColdStart {

    private final EnsembleConfig limits;

    ColdStart(EnsembleConfig limits) {
        this.limits = limits;
    }

    /**
     * Tries to.
     *
     * @param everybody the clocks that vote, the master's among them
     */
    Start attempt(Electorate everybody) {
        Founders founders = Founders.of(everybody, limits);
        return founders.isDecided()
                ? new Start(
                        Finding.FOUNDED,
                        everybody,
                        founders.clocks(),
                        founders.clocks().average(founders.deviation()),
                        0,
                        Keepers.NOBODY)
                : Start.pending(founders.finding(), everybody, founders.clocks());
    }
}
