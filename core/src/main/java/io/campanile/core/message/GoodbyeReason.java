package io.campanile.core.message;

import java.util.EnumSet;
import java.util.Set;

/** Why a session ends. */
public enum GoodbyeReason {
    /** This end is shutting down, or it is a master that does not lead. */
    SHUTDOWN,
    /** The other end speaks a protocol version that this one does not. */
    VERSION_MISMATCH,
    /** Bytes that are no message, a message too long, or a value out of its range. */
    MALFORMED,
    /** A message that has no place in this phase of the session. */
    OUT_OF_PHASE,
    /** The other end was silent for longer than the idle time. */
    IDLE,
    /** The master has as many slaves as it may. */
    FULL,
    /** The slave has obeyed a newer master than this one. */
    STALE_MASTER,
    /** The same slave has connected again. */
    SUPERSEDED,
    /** The other end does not read what it is sent. */
    OVERFLOW,
    /** The master knows no such session: it restarted, or had given the slave up. */
    UNKNOWN_SESSION,
    /** The other end sends far more than its phase of the session has: messages, readings, announcements. */
    FLOOD,
    /** The slave's certificate does not let it join under its name. */
    NOT_ALLOWED,
    /** What this master says is beyond what the slave believes of any. */
    DISTRUSTED,
    /** The slave is a master, which this one follows: the two would follow each other in a loop. */
    LOOP;

    private static final Set<GoodbyeReason> PASSING = EnumSet.of(SHUTDOWN, IDLE, SUPERSEDED, UNKNOWN_SESSION);

    private static final Set<GoodbyeReason> SHUNNING = EnumSet.of(DISTRUSTED, FLOOD, LOOP);

    /** Whether it may be gone in a moment: who is turned away for it may ask again. */
    public boolean isPassing() {
        return PASSING.contains(this);
    }

    /** Whether a slave that has said it leaves that master alone for a while. */
    public boolean isShunning() {
        return SHUNNING.contains(this);
    }
}
