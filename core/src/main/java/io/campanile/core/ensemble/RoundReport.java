package io.campanile.core.ensemble;

import java.util.List;

/**
 * One round for people: what was decided and why, in words. It is made of the machine's facts, which {@link RoundResult}
 * holds.
 *
 * @param number counts the master's rounds from 1
 * @param epoch the master's epoch
 * @param atNanos the master's local time at the round's end
 * @param finding what it found out about the clocks
 * @param why one sentence; for a round that corrected nobody, what to do
 * @param members how many slaves were connected
 * @param heard how many of them answered
 * @param electors how many clocks, the master's included, a majority was sought among
 * @param truechimers how many of those agreed
 * @param rejections who was left out, and why
 * @param spreadNanos greatest minus least cluster clock among those that agreed, before the correction
 * @param ensembleOffsetNanos cluster time − the master's local clock
 * @param ensembleRatePpb by how much cluster time runs faster than the master's local clock
 * @param utc what is known of UTC
 */
public record RoundReport(
        long number,
        long epoch,
        long atNanos,
        Finding finding,
        String why,
        int members,
        int heard,
        int electors,
        int truechimers,
        List<Rejection> rejections,
        long spreadNanos,
        long ensembleOffsetNanos,
        double ensembleRatePpb,
        UtcReport utc) {

    /** The words for this decision. */
    static RoundReport of(RoundResult result) {
        return new RoundReport(
                result.number(),
                result.epoch(),
                result.atNanos(),
                result.finding(),
                Sentences.why(result),
                result.turnout().members(),
                result.turnout().heard(),
                result.turnout().electors(),
                result.turnout().truechimers(),
                result.rejections(),
                result.turnout().spreadNanos(),
                result.clusterTime().offsetAt(result.atNanos()),
                result.clusterTime().ratePpb(),
                UtcReport.of(result));
    }

    /** What came of it. */
    public Outcome outcome() {
        return finding.outcome();
    }

    /** What comes of a round. */
    public enum Outcome {
        /** Cluster time is not decided yet: the master waits for clocks to average. */
        WAITING,
        /** A majority agreed; corrections were sent. */
        STEERED,
        /** No majority agreed: nobody was corrected. */
        NO_MAJORITY,
        /** Fewer clocks than the quorum agreed: nobody was corrected. */
        BELOW_QUORUM
    }
}
