package io.campanile.simulator;

import io.campanile.core.ensemble.ClockReport;
import io.campanile.core.ensemble.Finding;
import io.campanile.core.ensemble.RoundCoordinator;
import io.campanile.core.ensemble.RoundResult;
import java.util.List;

/**
 * Which timeline the master's corrections are about. There is one, across restarts of the master and jumps of its clock,
 * but for three cases that are counted: a majority keeps no time, so that it is founded again; more of those who keep it are
 * wrong than any vote can bear; or the master's clock moved by so little that nobody could notice.
 */
final class Timelines {

    private final VirtualClock clock;
    private RoundCoordinator coordinator;
    private Truth current;

    // The master's clock moved, or moves, and nobody has brought the time back yet.
    private boolean moved;
    private long movedSince;
    private long strayNanos;

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

    Truth current() {
        return current;
    }

    /** A process of the master begins, which knows nothing. */
    void begin(RoundCoordinator ofProcess) {
        current.goOn();
        coordinator = ofProcess;
    }

    /** The master's clock is about to do, or to stop doing, what no healthy clock does. */
    void clockBreaks(long trueNanos) {
        current.goOn();
        if (!moved) {
            moved = true;
            movedSince = trueNanos;
        }
    }

    /** A round was closed. */
    void closed(RoundResult result, List<Measured> measured, List<SimulatedSlave> slaves) {
        switch (result.finding()) {
            case FOUNDED -> found(slaves);
            case TAKEN_OVER, MASTER_FOLLOWS -> takeOver(result.finding(), measured);
            default -> goOn(result, measured);
        }
        if (result.corrects() && !moved && result.handover() == null) {
            current.adopt();
        }
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

    private void takeOver(Finding finding, List<Measured> measured) {
        List<Measured> clocks = measured.stream()
                .filter(m -> m.report().isUsable()
                        && (finding == Finding.TAKEN_OVER
                                ? m.report().votes()
                                : m.report().isElector()))
                .toList();
        List<Measured> keepers =
                clocks.stream().filter(m -> m.report().keepsTime()).toList();
        if (moved && keepers.stream().allMatch(m -> m.sinceNanos() <= clock.lastBroken())) {
            // The clock moved while they were measured: they will say so.
            return;
        }
        long honest = keepers.stream()
                .filter(m -> m.slave().promised() == current && m.isTrue(clock))
                .count();
        int liars = finding == Finding.TAKEN_OVER ? clocks.size() / 2 : Math.max(0, electors(measured) / 2 - 1);
        if (honest >= Math.max(1, keepers.size() - liars)) {
            current.takenOver(coordinator);
            moved = false;
            strayNanos = clock.strayNanos();
        } else {
            usurped++;
            start(new Truth(clock, coordinator));
        }
    }

    private static int electors(List<Measured> measured) {
        return (int) measured.stream()
                .map(Measured::report)
                .filter(ClockReport::isElector)
                .count();
    }

    /** A time that is told anew by a clock that moved unseen is another one from then on. */
    private void goOn(RoundResult result, List<Measured> measured) {
        boolean told = measured.stream()
                .anyMatch(m -> m.sinceNanos() > clock.lastBroken() && m.report().isUsable());
        if (!result.corrects()) {
            return;
        }
        if (moved && told) {
            long before = current.nanos();
            current.takenOver(coordinator);
            Truth slippedTime = current.moved(clock.strayNanos() - strayNanos, result.handover() != null);
            if (result.finding() != Finding.MASTER_DECIDES) {
                slipped++;
                mostSlippedNanos = Math.max(mostSlippedNanos, Math.abs(slippedTime.nanos() - before));
            }
            start(slippedTime);
        } else if (!moved) {
            current.takenOver(coordinator);
        }
    }

    private void start(Truth other) {
        current = other;
        moved = false;
        strayNanos = clock.strayNanos();
    }

    /**
     * What a correction promises that was just decided.
     *
     * @param sinceNanos the true time since when the slave was measured for it
     * @param untilNanos the true time until which it was
     */
    Promise promise(long sinceNanos, long untilNanos) {
        // A slave that was measured before the clock moved is corrected to the time as it was.
        boolean kept = moved
                ? untilNanos < movedSince && !clock.wasBroken(sinceNanos, untilNanos)
                : clock.lastBroken() < sinceNanos;
        return new Promise(current, sinceNanos, kept);
    }

    /** What the master's own clock promises that follows now. */
    Promise ownPromise(long trueNanos) {
        return new Promise(current, trueNanos, !moved);
    }

    /** How it went. */
    Continuity continuity() {
        return new Continuity(foundedAgain, promisesBroken, usurped, slipped, mostSlippedNanos);
    }
}
