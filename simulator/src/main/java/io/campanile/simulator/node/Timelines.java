package io.campanile.simulator.node;

import io.campanile.core.ensemble.Finding;
import io.campanile.core.ensemble.Handover;
import io.campanile.core.ensemble.Legacy;
import io.campanile.core.ensemble.RoundCoordinator;
import io.campanile.core.ensemble.RoundResult;
import io.campanile.simulator.world.VirtualClock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which timeline one master's corrections are about. There is one, across terms and jumps of the masters' clocks, but for
 * three cases that are counted ({@link Continuity}).
 *
 * <p>It judges from outside what no process can know: who told the truth and whose clock stayed healthy. It decides nothing that
 * a process does.
 */
public final class Timelines {

    private final VirtualClock clock;
    private final History history;
    private final Root root = new Root();
    private RoundCoordinator coordinator;
    private long term;
    private long overlapNanos;
    private Truth current;

    // The master's clock moved, or moves, and nobody has brought the time back yet.
    private boolean moved;
    private long movedSince;

    /** The earlier time that is not over yet; null if there is none. */
    private @Nullable Handover handover;

    /** Whether a group of masters remembers no cluster time as the term begins. */
    private boolean forgetful;

    private boolean foundedUnawares;

    /** Whether what the last round told holds for a time that goes on as it was. */
    private boolean holdsEarlierTime = true;

    /**
     * The timelines of a master that has not led yet.
     *
     * @param clock the master's
     */
    Timelines(VirtualClock clock, RoundCoordinator coordinator, History history) {
        this.clock = clock;
        this.coordinator = coordinator;
        this.history = history;
        this.current = new Truth(this);
        history.add(current);
    }

    VirtualClock clock() {
        return clock;
    }

    RoundCoordinator coordinator() {
        return coordinator;
    }

    long term() {
        return term;
    }

    /** Whether the time goes on as it was, beside the one that is decided, and the master says where it is. */
    public boolean isTakenOver() {
        return !moved && current.goesOnBeside(coordinator);
    }

    /** The timeline that the corrections of the present term are about. */
    public Truth current() {
        return current;
    }

    /**
     * A term of the master begins.
     *
     * @param legacy what the master knows of cluster time before it
     */
    void begin(RoundCoordinator ofTerm, Legacy legacy) {
        adoptIfDue();
        handover = null;
        coordinator = ofTerm;
        term = history.nextTerm();
        overlapNanos = legacy.overlapNanos();
        forgetful = overlapNanos > 0 && legacy.electors() == 0;
        current = history.current();
    }

    /**
     * Whether a term of a group has founded a time although somebody was promised to be near an earlier one, and did not even
     * know that there was one.
     */
    public boolean isFoundedUnawares() {
        return foundedUnawares;
    }

    /** The master's clock is about to do, or to stop doing, what no healthy clock does. */
    void clockBreaks(long trueNanos) {
        adoptIfDue();
        history.clockBreaks(clock);
        if (!moved) {
            moved = true;
            movedSince = trueNanos;
        }
    }

    /** Whose time corrections are about, too, in a tree. */
    Root root() {
        return root;
    }

    /** A round was closed. */
    void closed(ClosedRound round, List<Keeper> keepers) {
        RoundResult result = round.result();
        if (result.finding() == Finding.MASTER_FOLLOWS) {
            current.goOn(coordinator, round.before());
        }
        switch (result.finding()) {
            case FOUNDED -> found(keepers);
            case TAKEN_OVER, MASTER_FOLLOWS -> takeOver(round);
            default -> goOn(result, round.measured());
        }
        // The rate of a time that goes on as it was is not moved any more; what is told allows for as much.
        double moves = Math.abs(result.clusterTime().ratePpb() - round.before().ratePpb());
        holdsEarlierTime = (handover == null || result.handover() != null) && moves <= result.rateAllowancePpb();
        if (!moved) {
            boolean over = handover != null && result.handover() == null;
            handover = result.handover();
            if (over || (result.corrects() && handover == null)) {
                adopt();
            }
        }
    }

    /**
     * What was decided is the time from when no promise about the earlier one can be in force. The master goes on to hold both
     * for as long as it may go on without knowing that another one leads.
     */
    void adoptIfDue() {
        if (!moved && handover != null && !handover.isInForce(clock.nanos() + overlapNanos)) {
            adopt();
        }
    }

    private void adopt() {
        handover = null;
        current.adopt(this);
    }

    private void found(List<Keeper> keepers) {
        Truth before = history.current();
        Truth founded = new Truth(this);
        List<Keeper> promised =
                keepers.stream().filter(node -> node.promises(before)).toList();
        if (!promised.isEmpty()) {
            foundedUnawares = forgetful;
            history.foundedAgain(promised.stream()
                    .filter(node -> node.breaksItsWordAbout(founded))
                    .count());
        }
        start(founded);
    }

    private void takeOver(ClosedRound round) {
        if (round.result().finding() == Finding.TAKEN_OVER) {
            current = history.current();
        }
        // An exchange that was on its way as the clock moved proves nothing, and need not be wrong.
        boolean taken = Bearable.is(round, current, clock)
                || (round.result().finding() == Finding.MASTER_FOLLOWS && knows(round.result()));
        if (!taken) {
            history.usurped();
            start(new Truth(this));
        } else if (!clock.isBroken()) {
            current.takenOver(this);
            history.decided(current, term);
            moved = false;
        }
        // While it breaks, the time goes on: whatever is decided meanwhile will be decided again.
    }

    /** Whether this timeline is where the handover says. */
    private boolean knows(RoundResult result) {
        Handover handover = result.handover();
        return handover != null && handover.offsetAt(result.atNanos()).contains(current.nanos() - clock.nanos());
    }

    /** A time that is still told when most have been measured anew since the clock moved is another one from then on. */
    private void goOn(RoundResult result, List<Measured> measured) {
        if (!result.corrects()) {
            return;
        }
        if (!moved) {
            current.takenOver(this);
        } else if (areMeasuredAnew(measured)) {
            long before = current.nanos();
            Truth slippedTime = new Truth(this);
            if (result.finding() != Finding.MASTER_DECIDES && result.finding() != Finding.MASTER_SET) {
                history.slipped(Math.abs(slippedTime.nanos() - before));
            }
            start(slippedTime);
        }
    }

    private boolean areMeasuredAnew(List<Measured> measured) {
        List<Measured> electors =
                measured.stream().filter(m -> m.report().isElector()).toList();
        List<Measured> asked = electors.isEmpty() ? measured : electors;
        long anew = asked.stream()
                .filter(m -> m.report().isUsable() && m.sinceNanos() > clock.lastBroken())
                .count();
        return 2 * anew > electors.size();
    }

    private void start(Truth other) {
        current = other;
        handover = null;
        moved = clock.isBroken();
        if (moved) {
            // Nothing can be asked of a time that begins on such a clock.
            movedSince = Long.MIN_VALUE;
            current.goOn(coordinator, coordinator.clusterTime());
        }
        history.begins(other, term);
    }

    /**
     * What a correction promises that was just decided.
     *
     * @param sinceNanos the true time since when the slave was measured for it
     * @param untilNanos the true time until which it was
     */
    BoundBasis promise(long sinceNanos, long untilNanos) {
        // A slave that was measured before the clock moved is corrected to the time as it was.
        boolean kept = moved
                ? holdsEarlierTime && untilNanos < movedSince && !clock.wasBroken(sinceNanos, untilNanos)
                : clock.lastBroken() < sinceNanos;
        return new BoundBasis(current, coordinator, sinceNanos, root.of(current), kept);
    }

    /** What the master's own clock promises that follows now. */
    BoundBasis ownPromise(long trueNanos) {
        return new BoundBasis(current, coordinator, trueNanos, root.of(current), !moved);
    }
}
