package io.campanile.slave;

import io.campanile.core.discipline.Decision;
import io.campanile.core.discipline.Decision.Applied;
import io.campanile.core.discipline.Decision.Refused;
import io.campanile.core.message.Message;
import io.campanile.core.message.Standing;
import io.campanile.core.session.SlaveSession;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes into the log what changes for one slave's session: whom it follows, where it stands, when its clock steps. */
final class SessionLog {

    private static final Logger log = LoggerFactory.getLogger(SlaveHandler.class);

    private final SlaveSession session;
    private Standing knownStanding = Standing.JOINING;
    private boolean follows;

    SessionLog(SlaveSession session) {
        this.session = session;
    }

    /** The session has taken this in. */
    void note(Message message) {
        if (message.correction() != null) {
            noteFollowing();
            session.lastDecision().ifPresent(SessionLog::note);
        }
        if (session.standing() != knownStanding) {
            knownStanding = session.standing();
            noteStanding();
        }
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
                    "the master leaves this clock out: {}",
                    session.rejection().map(SessionLog::words).orElse("no reason given"));
        } else {
            log.info("this clock is now {}", words(knownStanding));
        }
    }

    private static void note(Decision decision) {
        if (decision instanceof Applied applied && applied.steppedNanos() != 0) {
            log.info("the cluster clock stepped by {} s", "%+.6f".formatted((double) applied.steppedNanos() / 1e9));
        } else if (decision instanceof Refused refused) {
            log.debug("refused a correction: {}", words(refused.reason()));
        }
    }

    private static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
