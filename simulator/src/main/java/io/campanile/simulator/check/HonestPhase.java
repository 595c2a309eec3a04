package io.campanile.simulator.check;

import io.campanile.core.Interval;
import io.campanile.core.Mapping;
import io.campanile.core.discipline.ClockState;
import io.campanile.core.ensemble.OwnClock;
import io.campanile.simulator.node.ClosedRound;
import io.campanile.simulator.node.Measured;
import io.campanile.simulator.node.Truth;
import io.campanile.simulator.world.VirtualClock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where honest clocks are for certain as a round decides the phase of cluster time; null where too few of them are. */
final class HonestPhase {

    /**
     * A cold start averages clocks that differ honestly, and liars with them that are no further from the median than those
     * scatter: 1 ms at least, else 3 · 1.4826 times the honest clocks' width, of which they move the average by half or so.
     */
    private static final long FOUNDING_TOLERANCE_NANOS = 1_000_000;

    private static final long GATE_WIDTHS = 3;

    private HonestPhase() {}

    /** The electors decide without the master, whose clock is one of the wrong ones, and those who come back with them. */
    static @Nullable Interval ofElectors(VirtualClock master, ClosedRound round) {
        List<Measured> electors =
                round.measured().stream().filter(m -> m.report().isElector()).toList();
        int clocks = round.result().turnout().electors();
        List<Measured> voters = clocks == electors.size() + 1 ? electors : round.measured();
        List<Measured> honest = voters.stream()
                .filter(m -> m.report().votes() && m.keepsTime() && m.isTrue(master))
                .toList();
        return 2 * honest.size() > clocks ? shown(honest) : null;
    }

    /** Those who keep the time decide when they are the most, the master's own clock among them; else everybody averages. */
    static @Nullable Interval ofFounders(VirtualClock master, Truth truth, ClosedRound round) {
        List<Measured> usable =
                round.measured().stream().filter(m -> m.report().isUsable()).toList();
        List<Measured> honest = usable.stream().filter(m -> m.isTrue(master)).toList();
        List<Measured> keepers = honest.stream().filter(Measured::keepsTime).toList();
        if (round.own() != null) {
            return ofKeepers(master, truth, round, usable, keepers);
        }
        if (2 * keepers.size() > usable.size()) {
            return shown(keepers);
        }
        if (2 * (honest.size() + 1) <= usable.size() + 1) {
            return null;
        }
        // The clock of the master's machine may have been set before there was a time.
        long own = OwnClock.of(master, master.nanos()).wallStepNanos();
        Interval range = hull(Interval.around(own, 0), honest);
        return range.widen(FOUNDING_TOLERANCE_NANOS + GATE_WIDTHS * (range.high() - range.low()));
    }

    /** Where the honest ones of those are who keep the time, if they are the most: the master's own clock is one of them. */
    private static @Nullable Interval ofKeepers(
            VirtualClock master, Truth truth, ClosedRound round, List<Measured> usable, List<Measured> honestOnes) {
        List<Measured> honest =
                honestOnes.stream().filter(m -> m.report().promisesTime()).toList();
        long keepers =
                1 + usable.stream().filter(m -> m.report().promisesTime()).count();
        boolean trueOwn = round.hasTrueOwn(truth);
        if (2L * (honest.size() + (trueOwn ? 1 : 0)) <= keepers) {
            return null;
        }
        if (!trueOwn) {
            return shown(honest);
        }
        Interval own = Interval.around(ownMapping(round).offsetAt(master.nanos()), RoundChecker.ROUNDING_NANOS);
        return honest.isEmpty() ? own : hull(own, honest).widen(RoundChecker.ROUNDING_NANOS);
    }

    private static Mapping ownMapping(ClosedRound round) {
        ClockState own = round.own();
        return own == null ? Mapping.IDENTITY : own.mapping();
    }

    private static Interval shown(List<Measured> clocks) {
        return hull(clocks.get(0).report().shownBounds(), clocks).widen(RoundChecker.ROUNDING_NANOS);
    }

    private static Interval hull(Interval first, List<Measured> others) {
        Interval hull = first;
        for (Measured other : others) {
            hull = hull.hull(other.report().shownBounds());
        }
        return hull;
    }
}
