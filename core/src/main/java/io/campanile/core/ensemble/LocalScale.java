package io.campanile.core.ensemble;

import io.campanile.core.Mapping;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The master's own clock is cluster time, whatever the slaves show. It is the same clock before and after a restart of the
 * master, so nothing is ever taken over; setting that clock sets cluster time.
 */
final class LocalScale implements TimeScale {

    private Mapping mapping = Mapping.IDENTITY;

    @Override
    public void noteWall(long aheadNanos) {
        // It is the local clock, and not the wall clock.
    }

    @Override
    public Vote decide(long nowNanos, List<ClockReport> reports, ReferenceReading reference) {
        if (!isStarted()) {
            mapping = mapping.corrected(nowNanos, 0, 0);
        }
        Electorate everybody = Electorate.of(
                        reports.stream().filter(ClockReport::isElector).toList())
                .and(Ballot.ofMaster(mapping.offsetAt(nowNanos)));
        return new Vote(Finding.MASTER_DECIDES, everybody, everybody);
    }

    @Override
    public boolean isStarted() {
        return mapping.version() > 0;
    }

    @Override
    public Mapping mapping() {
        return mapping;
    }

    @Override
    public double rateAllowancePpb() {
        return 0;
    }

    @Override
    public boolean isDeserted() {
        return false;
    }

    @Override
    public int electors() {
        return isStarted() ? 1 : 0;
    }

    @Override
    public @Nullable Handover handover(long nowNanos) {
        return null;
    }
}
