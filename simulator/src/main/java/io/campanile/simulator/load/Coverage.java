package io.campanile.simulator.load;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Counts which of the rounds that were due to a slave corrected it.
 *
 * <p>Every round after the one in which a slave was let in is due to it, and should bring it one correction. The rounds
 * before the master first corrected anybody are due to nobody: cluster time was not decided. A slave that has lost its
 * master still counts; one that has left on purpose does not.
 *
 * <p>Nobody tells how many rounds the master ran, but each correction carries its round's number: the newest on any clock
 * gives it away. That round's corrections may be on their way still, so accounts are settled up to the round before, the
 * <em>watermark</em>. Of the corrections that a clock has counted, at most one is later: that of the newest round.
 *
 * <p>A new epoch (another master took over) starts the counting of rounds again; the rounds between the two watermarks
 * are nobody's.
 *
 * <p>Not thread-safe.
 */
final class Coverage {

    private Tally newest = new Tally(0, 0, 0);

    /** The first round that corrected anybody. */
    private long firstRound;

    private long rounds;
    private long due;
    private long covered;

    /** Starts a pass: what all clocks tell at this moment. */
    void look(List<Tally> clocks) {
        Tally before = newest;
        for (Tally clock : clocks) {
            if (clock.isAfter(newest)) {
                newest = clock;
            }
        }
        if (before.epoch() == 0) {
            // Who missed none was corrected first so many rounds before its last.
            firstRound = clocks.stream()
                    .filter(c -> c.epoch() == newest.epoch())
                    .mapToLong(c -> c.round() - c.corrections() + 1)
                    .min()
                    .orElse(0);
        } else if (before.epoch() == newest.epoch()) {
            rounds += newest.round() - before.round();
        }
    }

    /**
     * Settles one slave's account in this pass.
     *
     * @param settled where its account was settled last; null if it never was
     * @param joined the round in which it was let in, and how often it was corrected before the next one began; null if
     *     that is not known yet
     * @param now what its clock tells
     * @return where its account is settled now
     */
    @Nullable
    Tally settle(@Nullable Tally settled, @Nullable Tally joined, Tally now) {
        long watermark = newest.round() - 1;
        boolean early = now.epoch() == newest.epoch() && now.round() > watermark;
        Tally through = new Tally(newest.epoch(), watermark, now.corrections() - (early ? 1 : 0));
        Tally from = settled == null ? opening(joined) : settled;
        if (from == null || from.epoch() != newest.epoch()) {
            return settled == null ? null : through;
        }
        due += watermark - from.round();
        covered += through.corrections() - from.corrections();
        return through;
    }

    /** Where an account begins; null while no round is due that could be settled. */
    private @Nullable Tally opening(@Nullable Tally joined) {
        return joined == null || joined.epoch() != newest.epoch() || joined.round() >= newest.round() - 1
                ? null
                : new Tally(joined.epoch(), Math.max(joined.round(), firstRound - 1), joined.corrections());
    }

    /** How many rounds the master ran since it first corrected anybody. */
    long rounds() {
        return rounds;
    }

    /** Slave-rounds that brought a correction. */
    long covered() {
        return covered;
    }

    /** The share of the slave-rounds due that brought a correction; NaN while none was due. */
    double share() {
        return due == 0 ? Double.NaN : (double) covered / due;
    }
}
