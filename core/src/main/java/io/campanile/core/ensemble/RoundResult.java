package io.campanile.core.ensemble;

import io.campanile.core.Mapping;
import io.campanile.core.ensemble.RoundReport.Outcome;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A round's decision, immutable: each session works out its own slave's correction from it.
 *
 * @param number counts the master's rounds from 1
 * @param epoch the master's epoch
 * @param atNanos the master's local time at the round's end
 * @param finding what the round found out
 * @param turnout who took part
 * @param quorum how many clocks had to agree
 * @param clusterTime from the master's local clock to cluster time
 * @param rateAllowancePpb by how much cluster time's rate may change while a correction of this round is valid, in ppb
 * @param reference what the outside reference said
 * @param handover the time that this one took over, while a promise about it may be in force; null else
 * @param synchronizedForNanos see {@link EnsembleConfig}
 * @param validForNanos see {@link EnsembleConfig}
 * @param verdicts by session
 * @param rejections who was left out, and why
 */
public record RoundResult(
        long number,
        long epoch,
        long atNanos,
        Finding finding,
        Turnout turnout,
        int quorum,
        Mapping clusterTime,
        double rateAllowancePpb,
        ReferenceReading reference,
        @Nullable Handover handover,
        long synchronizedForNanos,
        long validForNanos,
        Map<Long, Verdict> verdicts,
        List<Rejection> rejections) {

    /** What came of the round. */
    public Outcome outcome() {
        return finding.outcome();
    }

    /** Whether anybody is corrected. */
    public boolean corrects() {
        return outcome() == Outcome.STEERED;
    }

    /** What was decided about this session; null if it joined after the round's end. */
    public @Nullable Verdict verdict(long session) {
        return verdicts.get(session);
    }

    /** The round for people. */
    public RoundReport report() {
        return RoundReport.of(this);
    }

    /** The same decision as it would be if no earlier time had been taken over. */
    public RoundResult withoutHandover() {
        return with(epoch, null);
    }

    /** The same decision for a slave that is spoken to in this epoch. */
    public RoundResult inEpoch(long ofSlave) {
        return ofSlave == epoch ? this : with(ofSlave, handover);
    }

    private RoundResult with(long otherEpoch, @Nullable Handover otherHandover) {
        return new RoundResult(
                number,
                otherEpoch,
                atNanos,
                finding,
                turnout,
                quorum,
                clusterTime,
                rateAllowancePpb,
                reference,
                otherHandover,
                synchronizedForNanos,
                validForNanos,
                verdicts,
                rejections);
    }

    /**
     * How far the time that somebody was promised to be near can be from the decided one at this local time of the master:
     * what the reference does not know, and the handover error.
     */
    public long errorNanos(long masterNanos) {
        long earlier = handover == null ? 0 : handover.errorNanos(clusterTime, masterNanos);
        return reference.errorNanos() + earlier;
    }

    /** The least rate that cluster time can have while a correction of this round is valid, the earlier time included. */
    public double slowestPpb() {
        double slowest = clusterTime.ratePpb() - rateAllowancePpb;
        return handover == null ? slowest : Math.min(slowest, handover.rateLowPpb());
    }

    /** The greatest rate that cluster time can have while a correction of this round is valid, the earlier time included. */
    public double fastestPpb() {
        double fastest = clusterTime.ratePpb() + rateAllowancePpb;
        return handover == null ? fastest : Math.max(fastest, handover.rateHighPpb());
    }
}
