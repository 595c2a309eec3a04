package io.campanile.core.ensemble;

import io.campanile.core.Mapping;
import io.campanile.core.ReferenceReading;
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
 * @param outside what is known of times outside of the ensemble
 * @param handover the time that this one took over, while a promise about it may be in force; null else
 * @param synchronizedForNanos see {@link EnsembleConfig}; no longer than {@code validForNanos}
 * @param validForNanos see {@link EnsembleConfig}; no longer than the {@linkplain Outside#standard standard} is valid
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
        Outside outside,
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

    /**
     * The same decision, as it is about the time that this master decides: as it would be if no earlier time had been taken over, and
     * if that time were no copy of another one.
     */
    public RoundResult aboutOwnTime() {
        return isAboutOwnTime() ? this : with(epoch, new Outside(null, outside.utc()), null);
    }

    /** Whether what is told of this round is about the time that this master decides, and about no other. */
    public boolean isAboutOwnTime() {
        return handover == null && outside.standard() == null;
    }

    /** The same decision for a slave that is spoken to in this epoch. */
    public RoundResult inEpoch(long ofSlave) {
        return ofSlave == epoch ? this : with(ofSlave, outside, handover);
    }

    private RoundResult with(long otherEpoch, Outside ofTimes, @Nullable Handover otherHandover) {
        return new RoundResult(
                number,
                otherEpoch,
                atNanos,
                finding,
                turnout,
                quorum,
                clusterTime,
                rateAllowancePpb,
                ofTimes,
                otherHandover,
                synchronizedForNanos,
                validForNanos,
                verdicts,
                rejections);
    }

    /**
     * How far the time that somebody was promised to be near can be from the decided one at this local time of the master:
     * how far it is from the {@linkplain Outside#standard standard} that it is steered to, and the handover error.
     */
    public long errorNanos(long masterNanos) {
        long earlier = handover == null ? 0 : handover.errorNanos(clusterTime, masterNanos);
        ReferenceReading standard = outside.standard();
        return (standard == null ? 0 : standard.distanceFrom(clusterTime, masterNanos)) + earlier;
    }

    /** The least rate of any time that members are promised to be near while a correction of this round is valid. */
    public double slowestPpb() {
        return Math.min(clusterTime.ratePpb() - rateAllowancePpb, slowestOtherPpb());
    }

    /** The greatest one. */
    public double fastestPpb() {
        return Math.max(clusterTime.ratePpb() + rateAllowancePpb, fastestOtherPpb());
    }

    /** How much faster or slower than cluster time another time can run that members are promised to be near, in ppb. */
    public double otherRatePpb() {
        double rate = clusterTime.ratePpb();
        return Math.max(fastestOtherPpb() - rate, rate - slowestOtherPpb());
    }

    private double slowestOtherPpb() {
        ReferenceReading standard = outside.standard();
        double slowest = standard == null ? clusterTime.ratePpb() : standard.slowestPpb();
        return handover == null ? slowest : Math.min(slowest, handover.rateLowPpb());
    }

    private double fastestOtherPpb() {
        ReferenceReading standard = outside.standard();
        double fastest = standard == null ? clusterTime.ratePpb() : standard.fastestPpb();
        return handover == null ? fastest : Math.max(fastest, handover.rateHighPpb());
    }
}
