package io.campanile.core.ensemble;

import io.campanile.core.ReferenceReading;
import org.jspecify.annotations.Nullable;

/**
 * Founds cluster time: a new cluster averages the clocks of whoever is there, as Berkeley's algorithm does. Where a time outside is
 * known that is within the panic limit of that, cluster time begins there: this is the one moment at which it may step.
 */
final class ColdStart {

    private final EnsembleConfig limits;

    ColdStart(EnsembleConfig limits) {
        this.limits = limits;
    }

    /**
     * Tries to.
     *
     * @param everybody the clocks that vote, the master's among them
     * @param reference the time outside that cluster time is to follow; null if none is known
     */
    Start attempt(long nowNanos, Electorate everybody, @Nullable ReferenceReading reference) {
        Founders founders = Founders.of(everybody, limits);
        return founders.isDecided()
                ? new Start(
                        Finding.FOUNDED,
                        everybody,
                        founders.clocks(),
                        begin(nowNanos, founders.clocks().average(founders.deviation()), reference),
                        0,
                        Keepers.NOBODY)
                : Start.pending(founders.finding(), everybody, founders.clocks());
    }

    private long begin(long nowNanos, long average, @Nullable ReferenceReading reference) {
        long there = reference == null ? average : reference.offsetAt(nowNanos);
        return Math.abs(there - average) <= limits.panicNanos() ? there : average;
    }
}
