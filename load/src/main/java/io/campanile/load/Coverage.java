package io.campanile.load;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Counts which of the rounds that were due to a slave corrected it.
 *
 * <p>Every round after the one in which a slave was let in is due to it, and should bring it one correction. The rounds
 * before the master first corrected anybody are due to nobody: cluster time was not decided. A slave that has lost its
 * master still counts; one that has left on purpose does not.
 *
 * <p>Corrections and probes carry their round's number, so the newest on any slave gives away how many rounds there were.
 * The newest round's corrections may be on their way still: accounts are settled up to the round before, the
 * <em>watermark</em>. Of the corrections that a clock has counted, at most one is later, that of the newest round. So the
 * count is exact, whenever a slave joins and however many rounds lie between two passes.
 *
 * <p>A new epoch (another master took over) starts the counting of rounds again; the rounds between the two watermarks
 * are nobody's.
 *
 * <p>Not thread-safe.
 */
final class Coverage {

    /** The newest round whose corrections have been sent. */
    private Round newest = Round.NONE;

    /** The first round that corrected anybody. */
    private long first;

    private long rounds;
    private long due;
    private long covered;

    /**
     * Starts a pass.
     *
     * @param probed the newest round that was probed in, looked at before the clocks
     * @param clocks what all clocks tell
     */
    void look(Round probed, List<Tally> clocks) {
        Round before = newest;
        for (Tally clock : clocks) {
            if (clock.round().isAfter(newest)) {
                newest = clock.round();
            }
        }
        // A round is over when the next one probes, even if it corrected nobody.
        if (probed.epoch() == newest.epoch() && probed.number() - 1 > newest.number()) {
            newest = new Round(probed.epoch(), probed.number() - 1);
        }
        if (before.equals(Round.NONE)) {
            first = firstOf(clocks);
        } else if (before.epoch() == newest.epoch()) {
            rounds += newest.number() - before.number();
        }
    }

    /** A slave that missed no round was corrected for the first time this many rounds before the last. */
    private long firstOf(List<Tally> clocks) {
        return clocks.stream()
                .filter(c -> c.round().epoch() == newest.epoch())
                .mapToLong(c -> c.round().number() - c.corrections() + 1)
                .min()
                .orElse(0);
    }

    /**
     * Settles one slave's account in this pass.
     *
     * @param settled where its account was settled last; null if it never was
     * @param joined the round in which it was let in, and how often it was corrected up to that one; null if that is not
     *     known yet
     * @param now what its clock tells
     * @return where its account is settled now
     */
    @Nullable
    Tally settle(@Nullable Tally settled, @Nullable Tally joined, Tally now) {
        Round watermark = new Round(newest.epoch(), newest.number() - 1);
        Tally through = new Tally(watermark, now.corrections() - (now.round().isAfter(watermark) ? 1 : 0));
        Tally from = settled == null ? opening(joined, watermark) : settled;
        if (from == null || from.round().epoch() != watermark.epoch()) {
            return settled == null ? null : through;
        }
        due += watermark.number() - from.round().number();
        covered += through.corrections() - from.corrections();
        return through;
    }

    /** Where an account begins; null while no round is due that could be settled. */
    private @Nullable Tally opening(@Nullable Tally joined, Round watermark) {
        if (joined == null || joined.round().epoch() != watermark.epoch() || !watermark.isAfter(joined.round())) {
            return null;
        }
        return new Tally(
                new Round(watermark.epoch(), Math.max(joined.round().number(), first - 1)), joined.corrections());
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
