package io.campanile.core.session;

import io.campanile.core.RateLimit;
import io.campanile.core.Units;
import io.campanile.core.discipline.Correction;
import io.campanile.core.discipline.Decision.Refusal;
import io.campanile.core.message.Message.Welcome;
import java.util.Locale;

/**
 * What a slave bears from its master: for how long it may be silent, and how much it may say; and the sentences for a master that is
 * not believed.
 *
 * <p>Not thread-safe: its {@link SlaveSession} owns it. All times are the slave's local time.
 */
final class Forbearance {

    /** However long the master's rounds are, those of a term that begins are brief: a round counts as no longer than this. */
    private static final long BRIEF_ROUND_NANOS = 250_000_000;

    /** The probes of the longest burst, and a correction. */
    private static final int MOST_IN_A_ROUND = 17;

    /** A master is given up after this, or after this many rounds, however long it wants to be waited for. */
    private static final long MOST_PATIENCE_NANOS = 60_000_000_000L;

    private static final int MOST_PATIENCE_ROUNDS = 10;

    private RateLimit pace = pace(SessionConfig.MIN_ROUND_NANOS, SessionConfig.MIN_ROUND_NANOS);
    private long patienceNanos = SlaveSession.WELCOME_NANOS;

    /** The master has let the slave in. */
    void welcomed(Welcome welcome) {
        pace = pace(welcome.roundNanos(), welcome.idleNanos());
        patienceNanos = Math.min(
                welcome.idleNanos(), Math.max(MOST_PATIENCE_NANOS, MOST_PATIENCE_ROUNDS * welcome.roundNanos()));
    }

    /** Twice as much as the shortest round of a term with the longest burst has. */
    private static RateLimit pace(long roundNanos, long idleNanos) {
        long shortest = Math.min(roundNanos, BRIEF_ROUND_NANOS);
        return new RateLimit(SessionConfig.backlog(shortest, idleNanos), shortest / (2 * MOST_IN_A_ROUND));
    }

    /** Whether the master may say one more thing of a round now; if so, it has. */
    boolean bearsMore(long nowNanos) {
        return pace.admits(nowNanos);
    }

    /** How long the master may be silent: until it has let the slave in, and from then on. */
    long patienceNanos() {
        return patienceNanos;
    }

    /** What to say of a master that was silent for longer. */
    String complaint() {
        return "nothing from the master for %s s".formatted(patienceNanos() / Units.SECOND_NANOS);
    }

    /** Why an epoch is not believed. */
    static String ahead(long epoch) {
        return "epoch %s is too far ahead of this slave's own clock: set that, or let epochs be further ahead here"
                .formatted(epoch);
    }

    /** Why a correction is not believed. */
    static String distrust(Refusal reason, Correction correction) {
        return reason == Refusal.EPOCH_AHEAD
                ? ahead(correction.epoch())
                : String.format(
                        Locale.ROOT,
                        "a correction of %+.6f s moves this slave's clock beyond its panic limit:"
                                + " find out who is right, and restart the slave or raise its limit",
                        correction.offsetNanos() / 1e9);
    }
}
