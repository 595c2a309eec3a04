package io.campanile.core.ensemble;

import io.campanile.core.Interval;
import io.campanile.core.Mapping;
import io.campanile.core.discipline.DisciplineLimits;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The clock of the master's machine is cluster time, whatever the slaves show. It is the same clock before and after a restart of the
 * master, so nothing is ever taken over.
 *
 * <p>Setting that clock sets cluster time. By no more than clocks are stepped by, it goes along as after a {@link Handover}: every bound
 * holds both times until no promise about the earlier one can be in force, and the served clocks slew. By more, another time begins, and
 * what was promised about the earlier one is wrong until the correction of the same round.
 */
final class LocalScale implements TimeScale {

    /** Two readings of both clocks differ by less: from here on the wall clock was set. */
    static final long LEAST_STEP_NANOS = 1_000_000;

    /** The clock to itself. */
    private static final HonestRange STEADY = new HonestRange(0, 0);

    private static final long MOST_SLEWED_NANOS = DisciplineLimits.DEFAULT.stepThresholdNanos();

    private final EnsembleConfig limits;
    private Mapping mapping = Mapping.IDENTITY;
    private long wallAheadNanos;
    private @Nullable Handover handover;

    LocalScale(EnsembleConfig limits) {
        this.limits = limits;
    }

    @Override
    public void observe(OwnClock own) {
        wallAheadNanos = own.wallAheadNanos();
    }

    @Override
    public Vote decide(long nowNanos, List<ClockReport> reports, Outside outside) {
        boolean begins = !isStarted();
        boolean set = Math.abs(wallAheadNanos - mapping.offsetNanos()) >= LEAST_STEP_NANOS;
        if (begins || set) {
            follow(nowNanos, set ? wallAheadNanos - mapping.offsetNanos() : 0);
        }
        Electorate everybody = Electorate.of(
                        reports.stream().filter(ClockReport::isElector).toList())
                .and(Ballot.ofMaster(mapping.offsetAt(nowNanos)));
        return new Vote(set && !begins ? Finding.MASTER_SET : Finding.MASTER_DECIDES, everybody, everybody);
    }

    private void follow(long nowNanos, long byNanos) {
        boolean slews = isStarted() && Math.abs(byNanos) <= MOST_SLEWED_NANOS;
        Interval earlier = earlier(nowNanos);
        mapping = mapping.corrected(nowNanos, byNanos, 0);
        handover = slews ? Handover.of(nowNanos, keeping(earlier), STEADY, mapping, limits, 0) : null;
    }

    /** Where the times are about which promises are in force, minus the local clock. */
    private Interval earlier(long nowNanos) {
        Interval last = Interval.around(mapping.offsetNanos(), 0);
        Handover before = handover(nowNanos);
        return before == null ? last : last.hull(before.offsetAt(nowNanos));
    }

    /** The master itself knows those times, and promised them for as long as it does. */
    private Keepers keeping(Interval earlier) {
        return new Keepers(List.of(new KeptTime(KeptTime.DONE, 0, 0, 0, earlier, 0, 0, 0, limits.validForNanos())), 0);
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
        return handover != null && handover.isInForce(nowNanos) ? handover : null;
    }
}
