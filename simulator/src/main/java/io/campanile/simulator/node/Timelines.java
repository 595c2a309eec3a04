package io.campanile.simulator.node;

import io.campanile.core.Mapping;
import io.campanile.core.ensemble.Finding;
import io.campanile.core.ensemble.Handover;
import io.campanile.core.ensemble.RoundCoordinator;
import io.campanile.core.ensemble.RoundResult;
import io.campanile.simulator.world.VirtualClock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which timeline the master's corrections are about. There is one, across restarts of the master and jumps of its clock,
 * but for three cases that are counted ({@link Continuity}).
 *
 * <p>It judges from outside what no process can know: who told the truth and whose clock stayed healthy. It decides nothing that
 * a process does.
 */
public final class Timelines {

    private final VirtualClock clock;
    private RoundCoordinator coordinator;
    private Truth current;

    // The master's clock moved, or moves, and nobody has brought the time back yet.
    private boolean moved;
    private long movedSince;

    /** The earlier time that is not over yet; null if there is none. */
    private @Nullable Handover handover;

    /** Whether what the last round told holds for a time that goes on as it was. */
    private boolean holdsEarlierTime = true;

    private long foundedAgain;
    private long promisesBroken;
    private long usurped;
    private long slipped;
    private long mostSlippedNanos;

    /**
     * The first timeline.
     *
     * @param clock the master's
     */
    Timelines(VirtualClock clock, RoundCoordinator coordinator) {
        this.clock = clock;
        this.coordinator = coordinator;
        this.current = new Truth(clock, coordinator);
    }

    /** Whether the time goes on as it was, beside the one that is decided, and the master says where it is. */
    public boolean isTakenOver() {
        return !moved && current.goesOn();
    }

    public Truth current() {
        return current;
    }

    /** A process of the master begins, which knows nothing. */
    void begin(RoundCoordinator ofProcess) {
        adoptIfDue();
        handover = null;
        current.goOn(coordinator.clusterTime());
        coordinator = ofProcess;
    }

    /** The master's clock is about to do, or to stop doing, what no healthy clock does. */
    void clockBreaks(long trueNanos) {
        adoptIfDue();
        current.goOn(coordinator.clusterTime());
        if (!moved) {
            moved = true;
            movedSince = trueNanos;
        }
    }

    /**
     * A round was closed.
     *
     * @param before what the master decided before it
     */
    void closed(Mapping before, RoundResult result, List<Measured> measured, List<SimulatedSlave> slaves) {
        if (result.finding() == Finding.MASTER_FOLLOWS) {
            current.goOn(before);
        }
        switch (result.finding()) {
            case FOUNDED -> found(slaves);
            case TAKEN_OVER, MASTER_FOLLOWS -> takeOver(result, measured);
            default -> goOn(result, measured);
        }
        // The rate of a time that goes on as it was is not moved any more; what is told allows for as much.
        double moves = Math.abs(result.clusterTime().ratePpb() - before.ratePpb());
        holdsEarlierTime = (handover == null || result.handover() != null) && moves <= result.rateAllowancePpb();
        if (!moved) {
            handover = result.handover();
        }
        if (result.corrects() && !moved && handover == null) {
            adopt();
        }
    }

    private void adoptIfDue() {
        if (!moved && handover != null && !handover.isInForce(clock.nanos())) {
            adopt();
        }
    }

    private void adopt() {
        handover = null;
        current.adopt();
    }

    private void found(List<SimulatedSlave> slaves) {
        Truth founded = new Truth(clock, coordinator);
        long broken = slaves.stream()
                .filter(slave -> slave.machine().isRunning() && slave.promised() == current)
                .filter(slave -> slave.breaksItsWordAbout(founded))
                .count();
        foundedAgain += slaves.stream().anyMatch(slave -> slave.promised() == current) ? 1 : 0;
        promisesBroken += broken;
        start(founded);
    }

    private void takeOver(RoundResult result, List<Measured> measured) {
        // An exchange that was on its way as the clock moved proves nothing, and need not be wrong.
        boolean taken = isBearable(result, measured) || (result.finding() == Finding.MASTER_FOLLOWS && knows(result));
        if (!taken) {
            usurped++;
            start(new Truth(clock, coordinator));
        } else if (!clock.isBroken()) {
            current.takenOver(coordinator);
            moved = false;
        }
        // While it breaks, the time goes on: whatever is decided meanwhile will be decided again.
    }

    /** Whether no more of those whose time is taken over are wrong than a vote can bear. */
    private boolean isBearable(RoundResult result, List<Measured> measured) {
        List<Measured> keepers = keepers(result, measured);
        // What is measured against a clock that breaks at this moment is wrong, whoever keeps the time.
        long honest = keepers.stream()
                .filter(m -> m.slave().promised() == current && (clock.isBroken() ? m.toldTheTruth() : m.isTrue(clock)))
                .count();
        int liars = result.finding() == Finding.TAKEN_OVER
                ? (int) measured.stream().filter(Timelines::isCandidate).count() / 2
                : (result.turnout().electors() - 1) / 2 - 1;
        return honest >= Math.max(1, keepers.size() - Math.max(0, liars));
    }

    /** Whether this timeline is where the handover says. */
    private boolean knows(RoundResult result) {
        Handover handover = result.handover();
        return handover != null && handover.offsetAt(result.atNanos()).contains(current.nanos() - clock.nanos());
    }

    /** Those whose time is taken over. */
    private static List<Measured> keepers(RoundResult result, List<Measured> measured) {
        long electors = measured.stream().filter(m -> m.report().isElector()).count();
        boolean onlyElectors =
                result.finding() == Finding.MASTER_FOLLOWS && result.turnout().electors() == electors + 1;
        return measured.stream()
                .filter(m -> isCandidate(m) && m.report().keepsTime())
                .filter(m -> m.report().isElector() || !onlyElectors)
                .toList();
    }

    private static boolean isCandidate(Measured member) {
        return member.report().isUsable() && member.report().votes();
    }

    /** A time that is still told when most have been measured anew since the clock moved is another one from then on. */
    private void goOn(RoundResult result, List<Measured> measured) {
        if (!result.corrects()) {
            return;
        }
        if (!moved) {
            current.takenOver(coordinator);
        } else if (areMeasuredAnew(measured)) {
            long before = current.nanos();
            Truth slippedTime = new Truth(clock, coordinator);
            if (result.finding() != Finding.MASTER_DECIDES) {
                slipped++;
                mostSlippedNanos = Math.max(mostSlippedNanos, Math.abs(slippedTime.nanos() - before));
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
            current.goOn(coordinator.clusterTime());
        }
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
        return new BoundBasis(current, sinceNanos, kept);
    }

    /** What the master's own clock promises that follows now. */
    BoundBasis ownPromise(long trueNanos) {
        return new BoundBasis(current, trueNanos, !moved);
    }

    /** How it went. */
    Continuity continuity() {
        return new Continuity(foundedAgain, promisesBroken, usurped, slipped, mostSlippedNanos);
    }
}
