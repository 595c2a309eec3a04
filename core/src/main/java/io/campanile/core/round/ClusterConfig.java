package io.campanile.core.round;

import io.campanile.core.Quantity;
import io.campanile.core.Units;
import io.campanile.core.ensemble.EnsembleConfig;
import io.campanile.core.ensemble.Legacy;
import io.campanile.core.ensemble.PullLimits;
import io.campanile.core.ensemble.Reference;
import io.campanile.core.ensemble.RoundCoordinator;
import io.campanile.core.ensemble.RoundRecorder;
import io.campanile.core.session.SessionConfig;

/**
 * How a cluster is kept together: the one home of its numbers. What a session and a {@link Rounds} need of them is made
 * from here, so that all of them take the same for granted about oscillators.
 *
 * @param reference who decides what time it is
 * @param ensemble how the cluster's time is decided, and what is taken for granted about oscillators
 * @param roundNanos how often a round starts; 10 ms to 1 h, and no longer than a bound holds. Raising it costs less and
 *     leaves longer for errors to grow
 * @param burst how many probes a slave gets in a round
 * @param idleNanos after how long without a message either end gives the other up; at least a round
 * @param immediateUpTo in a cluster of up to this many slaves, corrections are sent as soon as they are decided; 0 and
 *     more. In a larger one the next round's probes bring them, which halves the messages and makes the corrections up to a
 *     round older
 * @param admission how much of the cluster one peer may be
 */
public record ClusterConfig(
        Reference reference,
        EnsembleConfig ensemble,
        long roundNanos,
        Burst burst,
        long idleNanos,
        int immediateUpTo,
        AdmissionLimits admission) {

    private static final long LEAST_IDLE_NANOS = 10 * Units.SECOND_NANOS;
    private static final int IDLE_ROUNDS = 5;

    /** This many corrections are sent within some milliseconds. */
    private static final int IMMEDIATE_UP_TO = 256;

    /** Corrections of long rounds do not wait for the next one: they would be too old, and there is time to send them. */
    private static final long MOST_DELAY_NANOS = 60 * Units.SECOND_NANOS;

    /** Slaves that are near come back to a new leader and are measured four times in a tenth of a second. */
    private static final long BRIEF_ROUND_NANOS = Units.SECOND_NANOS / 10;

    private static final int BRIEF_ROUNDS = 8;

    /** A round a second, as many probes as fit. */
    public static final ClusterConfig DEFAULT = of(EnsembleConfig.DEFAULT, Units.SECOND_NANOS, Burst.AUTO);

    /**
     * Checks the ranges, and that the numbers go together.
     *
     * @throws IllegalArgumentException naming the value and its range
     */
    public ClusterConfig {
        new SessionConfig(roundNanos, idleNanos, ensemble.filter());
        if (immediateUpTo < 0) {
            throw new IllegalArgumentException("corrections are immediate up to %s; choose 0 or more"
                    .formatted(Quantity.many(immediateUpTo, "slave")));
        }
        if (ensemble.validForNanos() < roundNanos) {
            throw new IllegalArgumentException("a bound holds for %s; choose at least a round, %s"
                    .formatted(Quantity.duration(ensemble.validForNanos()), Quantity.duration(roundNanos)));
        }
    }

    /**
     * The ensemble decides, and the rest follows from the length of a round: a clock counts as synchronized for three rounds
     * without a correction, a bound holds for ten at least, and a silent peer is given up after five, or ten seconds if that
     * is longer.
     *
     * @param ensemble what does not depend on the round
     * @param holdoverNanos how long a bound holds, if that is longer than ten rounds
     */
    public static ClusterConfig of(EnsembleConfig ensemble, long roundNanos, long holdoverNanos, Burst burst) {
        long idle = Math.max(LEAST_IDLE_NANOS, IDLE_ROUNDS * roundNanos);
        // The round comes first: what follows from one that is out of range is no news.
        SessionConfig session = new SessionConfig(roundNanos, idle, ensemble.filter());
        return new ClusterConfig(
                Reference.ENSEMBLE,
                ensemble.withRound(session.roundNanos(), holdoverNanos),
                session.roundNanos(),
                burst,
                session.idleNanos(),
                IMMEDIATE_UP_TO,
                AdmissionLimits.DEFAULT);
    }

    /** The same, where a bound holds as long as this ensemble says, or ten rounds. */
    public static ClusterConfig of(EnsembleConfig ensemble, long roundNanos, Burst burst) {
        return of(ensemble, roundNanos, ensemble.validForNanos(), burst);
    }

    /** The same, with another size up to which corrections are immediate. */
    public ClusterConfig withImmediateUpTo(int slaves) {
        return new ClusterConfig(reference, ensemble, roundNanos, burst, idleNanos, slaves, admission);
    }

    /** The same, decided by somebody else. */
    public ClusterConfig withReference(Reference who) {
        return new ClusterConfig(who, ensemble, roundNanos, burst, idleNanos, immediateUpTo, admission);
    }

    /** The same, which comes in this way to a time outside. */
    public ClusterConfig withPull(PullLimits limits) {
        return new ClusterConfig(
                reference, ensemble.withPull(limits), roundNanos, burst, idleNanos, immediateUpTo, admission);
    }

    /** The same, with other limits for one peer. */
    public ClusterConfig withAdmission(AdmissionLimits limits) {
        return new ClusterConfig(reference, ensemble, roundNanos, burst, idleNanos, immediateUpTo, limits);
    }

    /**
     * A coordinator for a term that begins.
     *
     * @param legacy what the master knows of cluster time before it
     */
    public RoundCoordinator coordinator(Legacy legacy) {
        return coordinator(legacy, RoundRecorder.NONE);
    }

    /** The same, and this hears what it decides. */
    public RoundCoordinator coordinator(Legacy legacy, RoundRecorder recorder) {
        return new RoundCoordinator(ensemble, reference, legacy, recorder);
    }

    /**
     * How long the next round takes.
     *
     * @param rounds how many there were before it in this term
     * @param pace whom the rounds wait for
     * @param expected how many slaves are expected
     * @param loops how many event loops share the work
     */
    long roundNanos(long rounds, Pace pace, int expected, int loops) {
        if (pace == Pace.USUAL || rounds >= BRIEF_ROUNDS) {
            return roundNanos;
        }
        // Until a time is taken over, every second round is twice as long.
        // The first ones are over before those that are far away could answer.
        long brief = pace == Pace.GATHERING ? BRIEF_ROUND_NANOS << (rounds / 2) : BRIEF_ROUND_NANOS;
        return Math.min(roundNanos, Math.max(brief, Burst.leastNanos(expected, loops)));
    }

    /** Whom a round waits for. */
    enum Pace {
        /** A time is yet to be taken over: slaves wait for it. */
        GATHERING,
        /** It was, and slaves still come back. */
        FOLLOWING,
        /** For nobody. */
        USUAL
    }

    /** How a master talks to each slave. */
    public SessionConfig session() {
        return new SessionConfig(roundNanos, idleNanos, ensemble.filter());
    }

    /** A round of a cluster that has this many slaves as the round opens, served by this many event loops. */
    Round round(long number, RoundSchedule schedule, int slaves, int loops, boolean brief) {
        boolean immediate = slaves <= immediateUpTo || roundNanos > MOST_DELAY_NANOS;
        return new Round(number, schedule, burst.probes(slaves, schedule.roundNanos(), loops), immediate, brief);
    }
}
