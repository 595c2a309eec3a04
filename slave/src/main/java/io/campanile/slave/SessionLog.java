package io.campanile.slave;

import io.campanile.core.discipline.Decision;
import io.campanile.core.discipline.Decision.Applied;
import io.campanile.core.discipline.Decision.Refused;
import io.campanile.core.message.Message;
import io.campanile.core.message.RejectionReason;
import io.campanile.core.message.Standing;
import io.campanile.core.session.SlaveSession;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes into the log what changes for one slave's session: whom it follows, where it stands, when its clock steps. */
final class SessionLog {

    private static final Logger log = LoggerFactory.getLogger(SlaveHandler.class);

    private final SlaveSession session;
    private Standing knownStanding = Standing.JOINING;
    private @Nullable RejectionReason knownRejection;
    private boolean follows;

    SessionLog(SlaveSession session) {
        this.session = session;
    }

    /** The session has taken this in. */
    void note(Message message) {
        if (message.correction() != null) {
            noteDecision();
        }
        RejectionReason rejection = session.rejection().orElse(null);
        if (session.standing() != knownStanding || rejection != knownRejection) {
            knownStanding = session.standing();
            knownRejection = rejection;
            noteStanding();
        }
    }

    /** It may be known by now what becomes of the last correction. */
    void noteDecision() {
        session.lastDecision().ifPresent(decision -> {
            noteFollowing();
            note(decision);
        });
    }

    /** A master that welcomes this slave and has no correction for it is not worth a line. */
    private void noteFollowing() {
        if (!follows) {
            follows = true;
            session.welcome().ifPresent(w -> log.info("{} follows a master of epoch {}", w.name(), w.epoch()));
        }
    }

    private void noteStanding() {
        if (knownStanding == Standing.REJECTED) {
            log.warn(
                    "the master leaves this clock out: {}{}",
                    session.rejection().map(SessionLog::words).orElse("no reason given"),
                    remedy());
        } else {
            log.info("this clock is now {}", words(knownStanding));
        }
    }

    /** What it means that a majority found this clock wrong, and what to do; nothing if none did. */
    private String remedy() {
        OptionalLong wrongBy = session.wrongByNanos();
        if (wrongBy.isEmpty()) {
            return "";
        }
        if (wrongBy.getAsLong() == 0) {
            // It told the master so itself.
            return ": its machine slept, or was moved. It promises nothing until it is corrected, as a rule within seconds";
        }
        String what = knownRejection == RejectionReason.BEYOND_PANIC
                ? "is %s cluster time, beyond the panic limit. It promises nothing until it is corrected: set this machine's clock, which"
                        + " this one follows meanwhile, or restart this slave, or let it begin again"
                : "has jumped, and is now %s where it was. It promises nothing until it is corrected, as a rule within seconds: if that"
                        + " comes again, see why this machine sleeps, is moved, or has its clock set";
        return ": it " + what.formatted(aheadOrBehind(wrongBy.getAsLong()));
    }

    private static String aheadOrBehind(long nanos) {
        return String.format(
                Locale.ROOT, "%.6f s %s", Math.abs((double) nanos) / 1e9, nanos < 0 ? "behind" : "ahead of");
    }

    private static void note(Decision decision) {
        if (decision instanceof Applied applied && applied.steppedNanos() != 0) {
            log.info(
                    "the cluster clock stepped by {} s",
                    String.format(Locale.ROOT, "%+.6f", (double) applied.steppedNanos() / 1e9));
        } else if (decision instanceof Refused refused) {
            log.debug("refused a correction: {}", words(refused.reason()));
        }
    }

    private static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
