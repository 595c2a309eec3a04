package io.campanile.core.round;

import io.campanile.core.Mapping;
import io.campanile.core.discipline.Correction;
import io.campanile.core.ensemble.ClockReport;
import io.campanile.core.ensemble.Outside;
import io.campanile.core.ensemble.OwnClock;
import io.campanile.core.ensemble.RoundCoordinator;
import io.campanile.core.ensemble.RoundResult;
import io.campanile.core.round.ClusterConfig.Pace;
import io.campanile.core.round.Rounds.Step.Abandon;
import io.campanile.core.round.Rounds.Step.AwaitConclusion;
import io.campanile.core.round.Rounds.Step.Open;
import io.campanile.core.round.Rounds.Step.Report;
import io.campanile.core.round.Rounds.Step.Wait;
import io.campanile.core.session.Corrections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides what happens when in a master's rounds; the edge carries it out, with an event loop or with a simulation's time.
 *
 * <pre>
 * open ── probes ──▶ deadline ── reports ──▶ close ── corrections ──▶ conclude
 *   ▲                                          │
 *   └──── next, when corrections are immediate ┴──── next, when probes bring the corrections
 * </pre>
 *
 * <p>The three verbs mean one thing each. A round is <em>opened</em>: from then on its slaves are probed. It is
 * <em>closed</em>: what the sessions report is compared, and the result is decided. It is <em>concluded</em>: every
 * correction of it is out, and the master's own clock follows last. A round may open while the one before is still being
 * concluded, but it is not closed before that. A round whose time was over before it could be closed is abandoned.
 *
 * <p>The edge asks {@link #step} what is to be done, does it, and asks again: at the time that it was told, or behind the
 * event that it was told to await.
 *
 * <p>Not thread-safe; reads no clock. All times are the master's local time.
 */
public final class Rounds {

    private final ClusterConfig config;
    private final RoundCoordinator coordinator;
    private final int loops;
    private RoundSchedule next;
    private Round round;
    private Phase phase = Phase.BETWEEN;
    private Pace pace = Pace.USUAL;

    private final Attendance attendance;
    private OwnClock concludingWith = OwnClock.STEADY;

    /** The decision of the round that is being concluded. */
    private @Nullable RoundResult concluding;

    private enum Phase {
        /** Until the next round's start. */
        BETWEEN,
        /** Until the deadline. */
        OPEN,
        /** The deadline has passed; the round before may still have to be concluded. */
        DUE,
        /** Until the reports are there. */
        REPORTING,
        /** Until the corrections are worked out that the next round's probes are to bring. */
        CLOSED
    }

    /** What the edge is to do now. */
    public sealed interface Step {

        /**
         * Nothing; ask again at that time.
         *
         * @param untilNanos the master's local time
         */
        record Wait(long untilNanos) implements Step {}

        /** Nothing; ask again behind {@link Rounds#conclude}. */
        record AwaitConclusion() implements Step {}

        /** Have every slave probed for this round, and ask again at once. */
        record Open(Round round) implements Step {}

        /** Gather what every session reports of this round, {@link Rounds#close} it, and ask again. */
        record Report(Round round) implements Step {}

        /** Nothing comes of this round: the process was held up. Ask again at once. */
        record Abandon(Round round) implements Step {}
    }

    /**
     * The rounds of a term that opens the first one now.
     *
     * @param coordinator decides; it becomes this object's own
     * @param loops how many event loops share the work of probing
     */
    public Rounds(ClusterConfig config, RoundCoordinator coordinator, int loops, long nowNanos) {
        this.config = config;
        this.coordinator = coordinator;
        this.loops = loops;
        this.attendance = new Attendance(coordinator.electors());
        this.next = new RoundSchedule(nowNanos, lasts(0, nowNanos));
        this.round = config.round(0, next, 0, loops, false);
    }

    /** The round that was opened last; number 0 before the first. */
    public Round current() {
        return round;
    }

    /** From the master's local clock to cluster time; the identity until it is decided. */
    public Mapping clusterTime() {
        return coordinator.clusterTime();
    }

    /** Whether most of the clocks that agreed in this term were silent in the last round: another master may reach them. */
    public boolean isDeserted() {
        return coordinator.isDeserted();
    }

    /**
     * Whether the master's own clock runs as no clock can, so that nobody has been corrected for some rounds: another master
     * may do better.
     */
    public boolean isOutOfStep() {
        return coordinator.isOutOfStep();
    }

    /** How many clocks, the master's included, are to be remembered as those who agree; 0 before any did. */
    public int electors() {
        return coordinator.electors();
    }

    /**
     * What is to be done now.
     *
     * @param slaves how many are in now
     */
    public Step step(long nowNanos, int slaves) {
        return switch (phase) {
            case BETWEEN -> nowNanos < next.startNanos() ? new Wait(next.startNanos()) : open(slaves);
            case OPEN -> await(nowNanos);
            case DUE -> concluding == null ? report() : new AwaitConclusion();
            case REPORTING -> throw new IllegalStateException("round %s is to be closed".formatted(round.number()));
            case CLOSED -> new AwaitConclusion();
        };
    }

    /**
     * A slave has answered its whole burst in a {@linkplain Round#brief brief} round; in others this need not be told. Nobody else is
     * expected when all have who are in, and as many as are remembered to agree, but for this master and the one that led last. Beyond
     * its deadline a round waits for more than half of those remembered only.
     *
     * @param number the round's
     * @param slaves how many are in now
     * @return whether the round is to be closed now: ask {@link #step} again
     */
    public boolean answered(long number, int slaves) {
        return phase == Phase.OPEN && number == round.number() && round.brief() && attendance.answered(slaves);
    }

    private Step await(long nowNanos) {
        long until = attendance.waitsUntilNanos(round.schedule(), nowNanos);
        return nowNanos < until ? new Wait(until) : due(nowNanos);
    }

    private Step open(int slaves) {
        int expected = pace == Pace.GATHERING ? Math.max(slaves, coordinator.electors()) : slaves;
        round = config.round(round.number() + 1, next, expected, loops, attendance.isExpected() && pace != Pace.USUAL);
        attendance.open(pace == Pace.GATHERING);
        phase = Phase.OPEN;
        return new Open(round);
    }

    private Step due(long nowNanos) {
        if (round.schedule().isOver(nowNanos, config.roundNanos() + attendance.overtimeNanos())) {
            goOn(nowNanos);
            return new Abandon(round);
        }
        phase = Phase.DUE;
        return concluding == null ? report() : new AwaitConclusion();
    }

    private Step report() {
        phase = Phase.REPORTING;
        return new Report(round);
    }

    /**
     * Closes the round whose reports were asked for.
     *
     * @param epoch the master's epoch
     * @param reports one of every slave that is in
     * @param outside what is known of times outside of the ensemble
     * @param own what the master's local clock says of itself
     * @return the decision, to be carried out by every session
     */
    public RoundResult close(long epoch, long nowNanos, List<ClockReport> reports, Outside outside, OwnClock own) {
        require(phase == Phase.REPORTING, "close");
        coordinator.observe(own);
        concludingWith = own;
        RoundResult result = coordinator.close(round.number(), epoch, nowNanos, reports, outside);
        attendance.close(reports, round.schedule().startNanos());
        concluding = result;
        if (round.immediate()) {
            goOn(nowNanos);
        } else {
            phase = Phase.CLOSED;
        }
        return result;
    }

    /**
     * Concludes the round that was closed last: every correction of it is on its way, or waits for the slave's next probe.
     *
     * @param applied what the master's own cluster clock applies now
     * @param own what the master's local clock says by now: if it was disrupted since, it is not corrected
     * @return the master's own correction, when the round corrects anybody
     */
    public Optional<Correction> conclude(Mapping applied, long nowNanos, OwnClock own) {
        RoundResult result = concluding;
        require(result != null, "conclude");
        settle(nowNanos);
        return result != null && result.corrects() && own.disruptions() == concludingWith.disruptions()
                ? Optional.of(Corrections.ofMaster(result, applied, nowNanos))
                : Optional.empty();
    }

    /** Gives up the round that waits to be closed or concluded: its reports or its corrections failed. */
    public void abandon(long nowNanos) {
        if (phase == Phase.REPORTING) {
            goOn(nowNanos);
        }
        settle(nowNanos);
    }

    private void settle(long nowNanos) {
        concluding = null;
        if (phase == Phase.CLOSED) {
            goOn(nowNanos);
        }
    }

    private void goOn(long nowNanos) {
        phase = Phase.BETWEEN;
        next = round.schedule().next(nowNanos, lasts(round.number(), nowNanos));
    }

    private long lasts(long rounds, long nowNanos) {
        if (coordinator.takesOver(nowNanos)) {
            pace = Pace.GATHERING;
        } else if (pace != Pace.USUAL) {
            pace = attendance.willGrow() ? Pace.FOLLOWING : Pace.USUAL;
        }
        return config.roundNanos(rounds, pace, coordinator.electors(), loops);
    }

    private void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException("round %s: nothing to %s now".formatted(round.number(), what));
        }
    }
}
