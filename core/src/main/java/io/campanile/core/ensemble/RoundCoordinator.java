package io.campanile.core.ensemble;

import io.campanile.core.Mapping;
import io.campanile.core.ReferenceReading;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Closes each round: from what the sessions report to cluster time and a verdict on every slave.
 *
 * <p>The {@link TimeScale} says what cluster time is and the {@link Judge} what that means for each slave: everybody within
 * the panic limit is corrected to it, unless nobody is.
 *
 * <p>Guarantee: fewer than half of the electors, whatever they claim, move neither the phase nor, outside the range of
 * the honest rates, the rate. Not thread-safe; reads no clock.
 */
public final class RoundCoordinator {

    private final EnsembleConfig limits;
    private final RoundRecorder recorder;
    private Legacy legacy;
    private final Reference reference;
    private TimeScale scale;
    private final Judge judge;
    private @Nullable OwnClock before;

    /** Whether it was disrupted since the last round. */
    private boolean startsOver;

    private final OwnRate ownRate = new OwnRate();
    private final UtcKeeper utcKeeper;

    /** A coordinator for a master that has not decided anything yet and knows of no earlier time. */
    public RoundCoordinator(EnsembleConfig limits, Reference reference) {
        this(limits, reference, Legacy.NONE, RoundRecorder.NONE);
    }

    /**
     * A coordinator for a term that begins.
     *
     * @param legacy what the master knows of cluster time before it
     * @param recorder hears what is decided, and from what
     */
    public RoundCoordinator(EnsembleConfig limits, Reference reference, Legacy legacy, RoundRecorder recorder) {
        this.limits = limits;
        this.recorder = recorder;
        this.legacy = legacy;
        this.reference = reference;
        this.scale = reference.scale(limits, legacy);
        this.judge = new Judge(limits);
        this.utcKeeper = new UtcKeeper(limits.validForNanos());
        recorder.begun(limits, reference, legacy);
    }

    /**
     * Closes a round.
     *
     * @param number the round's number
     * @param epoch the master's epoch
     * @param nowNanos the master's local time
     * @param reports one of every connected slave
     * @param known what others know of times outside of the ensemble; what has expired by now counts no more. UTC is found from what the
     *     members claim, and from what a parent tells
     */
    public RoundResult close(long number, long epoch, long nowNanos, List<ClockReport> reports, Outside known) {
        UtcVote utc = utcKeeper.vote(
                nowNanos,
                before,
                known.parentsUtc(),
                reports.stream().filter(this::mayClaim).toList());
        Outside outside = known.withUtc(utc.utc()).validAt(nowNanos);
        Vote vote = startsOver
                ? new Vote(Finding.STARTS_OVER, Electorate.NOBODY, Electorate.NOBODY)
                : scale.decide(nowNanos, reports, outside);
        // Nothing can be said of anybody who was measured by a clock that was not there.
        Map<Long, Verdict> verdicts = startsOver ? Map.of() : judge.judge(nowNanos, reports, vote, scale);
        startsOver = false;
        if (vote.finding() == Finding.MASTER_FOLLOWS) {
            // It was read off a clock that jumped.
            utcKeeper.forget();
        }
        ownRate.note(reports, verdicts.values().stream().anyMatch(Verdict::corrected));
        List<Rejection> rejections = new ArrayList<>();
        for (ClockReport report : reports) {
            Verdict verdict = verdicts.get(report.session());
            if (verdict != null && verdict.rejection() != null) {
                rejections.add(verdict.rejection());
            }
        }
        ReferenceReading original = scale.original(nowNanos);
        Outside told = original == null ? outside : new Outside(original, outside.utc());
        ReferenceReading standard = told.standard();
        // Nobody is promised anything about a parent's time for longer than this master is.
        long validForNanos = standard == null
                ? limits.validForNanos()
                : Math.min(limits.validForNanos(), standard.remainingNanos(nowNanos));
        RoundResult result = new RoundResult(
                number,
                epoch,
                nowNanos,
                vote.finding(),
                turnout(reports, vote, utc),
                limits.quorum(),
                scale.mapping(),
                scale.rateAllowancePpb(),
                told,
                scale.handover(nowNanos),
                Math.min(limits.synchronizedForNanos(), validForNanos),
                validForNanos,
                verdicts,
                rejections);
        recorder.decided(before == null ? OwnClock.STEADY : before, reports, result);
        return result;
    }

    /**
     * Takes in what the master's own clock says of itself, before a round is closed. One that was disrupted says nothing of cluster
     * time any more: that is taken over again from those who keep it, as after a restart of the master.
     */
    public void observe(OwnClock own) {
        if (before != null && before.disruptions() != own.disruptions()) {
            startsOver = true;
            utcKeeper.forget();
            startOver();
        }
        before = own;
        scale.observe(own);
    }

    private void startOver() {
        legacy = new Legacy(null, scale.electors(), legacy.overlapNanos());
        scale = reference.scale(limits, legacy);
    }

    /** Whoever has a vote to give may say what it claims of UTC; while there is no time, nobody has earned one. */
    private boolean mayClaim(ClockReport report) {
        return report.isUsable() && (scale.isStarted() ? report.isElector() : report.votes());
    }

    private static Turnout turnout(List<ClockReport> reports, Vote vote, UtcVote utc) {
        return new Turnout(
                reports.size(),
                (int) reports.stream().filter(ClockReport::heard).count(),
                vote.electorate().size(),
                vote.truechimers().size(),
                vote.truechimers().spreadNanos(),
                utc.claims(),
                utc.agreeing());
    }

    /** Whether cluster time is yet to be taken over from the master's own clock and those who keep it with that one. */
    public boolean takesOver(long nowNanos) {
        return !scale.isStarted() && legacy.keepsTime(nowNanos);
    }

    /** Whether most of the clocks that agreed in this term were silent in the last round: another master may reach them. */
    public boolean isDeserted() {
        return scale.isDeserted();
    }

    /**
     * Whether the master's own clock runs as no clock can, so that nobody has been corrected for some rounds: another master
     * may do better.
     */
    public boolean isOutOfStep() {
        return ownRate.isWrong();
    }

    /** How many clocks, the master's included, are to be remembered as those who agree; 0 before any did. */
    public int electors() {
        return scale.electors();
    }

    /** From the master's local clock to cluster time; the identity until it is decided. */
    public Mapping clusterTime() {
        return scale.mapping();
    }
}
