package io.campanile.core.inquiry;

import io.campanile.core.Interval;
import io.campanile.core.Units;
import io.campanile.core.discipline.Timeline;
import io.campanile.core.message.Testimony;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One inquiry among the other masters of a slave's list: each is asked once, and each answer is an interval in which cluster time
 * minus the slave's local clock lies, as that master knows it. An answer is as old as the round trip took, at most; so it is
 *
 * <pre>cluster time − error − heard  …  cluster time + error − asked</pre>
 *
 * <p>and what the slave's oscillator can be off by since the inquiry began. So how far off the slave's clock is does not matter.
 *
 * <p>Guarantee: a claim is contradicted only by more than half of the list that agree with one another: their intervals have a
 * time in common, and each of them misses the claim's. Who does not answer within {@link #PATIENCE_NANOS}, or knows no time, counts for
 * nobody. Where all bounds hold, only a majority of liars contradicts an honest master.
 *
 * <p>Not thread-safe: the slave's event loop owns it. All times are those of the slave's local clock.
 */
public final class Hearing {

    /** How long the others are waited for: two seconds, so that a machine that is busy for a moment has a voice. */
    public static final long PATIENCE_NANOS = 2 * Units.SECOND_NANOS;

    /** Two oscillators at 500 ppm each, the most that RFC 5905 disciplines ({@code MAXFREQ}). */
    private static final double MAY_DRIFT_PPB = 1_000_000;

    private final Panel panel;
    private final long beganAt;
    private final List<Account> accounts = new ArrayList<>();
    private int silent;

    /** What one master has said: cluster − local when the inquiry began. */
    private record Account(Interval offsets, long epoch) {}

    /** One that begins now. */
    Hearing(Panel panel, long nowNanos) {
        this.panel = panel;
        this.beganAt = nowNanos;
    }

    /** How many masters are to be asked. */
    public int others() {
        return panel.others();
    }

    /**
     * One of them has answered.
     *
     * @param askedNanos before the question went out
     * @param heardNanos when the answer had come in
     */
    public void testified(Testimony told, long askedNanos, long heardNanos) {
        if (!told.knows() || heardNanos < askedNanos) {
            silent();
            return;
        }
        Interval now = new Interval(told.clusterNanos() - heardNanos, told.clusterNanos() - askedNanos);
        long aged = Units.widening(MAY_DRIFT_PPB, heardNanos - beganAt);
        Interval offsets = now.widen(told.errorNanos()).widen(aged + Timeline.GRANULARITY_NANOS);
        accounts.add(new Account(offsets, told.epoch()));
    }

    /** One of them does not answer, or not what it was asked. */
    public void silent() {
        silent++;
    }

    /** Whether more than half of the list have said what time it is. */
    boolean isConclusive() {
        return panel.isMajority(accounts.size());
    }

    /** Whether no answer that is still to come changes what follows for this claim. */
    boolean isSettled(Claim claim, long nowNanos) {
        int against = against(claim.offsets(beganAt), 0).size();
        int awaited = nowNanos - beganAt > PATIENCE_NANOS ? 0 : panel.others() - accounts.size() - silent;
        return panel.isMajority(against) || !panel.isMajority(against + awaited);
    }

    /** Who contradicts this claim; empty unless they are a majority. */
    Optional<Contradiction> contradiction(Claim claim) {
        Interval claimed = claim.offsets(beganAt);
        List<Account> against = against(claimed, 0);
        if (!panel.isMajority(against.size())) {
            return Optional.empty();
        }
        Interval common = against.stream()
                .map(Account::offsets)
                .reduce(Interval::intersect)
                .orElseThrow();
        boolean behind = claimed.high() < common.low();
        long ahead = behind
                ? claimed.shift(-common.low()).high()
                : claimed.shift(-common.high()).low();
        long epoch = against.stream().mapToLong(Account::epoch).min().orElseThrow();
        return Optional.of(new Contradiction(against.size(), panel.listed(), ahead, epoch));
    }

    /** Whether, by all that an oscillator may have done since, those who were heard would contradict a claim of now: reason to ask again. */
    boolean doubts(Claim claim, long nowNanos) {
        long aged = Units.widening(MAY_DRIFT_PPB, nowNanos - beganAt);
        return panel.isMajority(against(claim.offsets(nowNanos), aged).size());
    }

    /**
     * The most that miss a claim and have a time in common: it begins where one of theirs does.
     *
     * @param aged what the answers are to be widened by
     */
    private List<Account> against(Interval claim, long aged) {
        Interval claimed = claim.widen(aged);
        List<Account> missing = accounts.stream()
                .filter(account -> account.offsets().intersect(claimed).isEmpty())
                .toList();
        List<Account> most = List.of();
        for (Account first : missing) {
            List<Account> agreeing = missing.stream()
                    .filter(account ->
                            account.offsets().contains(first.offsets().low()))
                    .toList();
            most = agreeing.size() > most.size() ? agreeing : most;
        }
        return most;
    }
}
