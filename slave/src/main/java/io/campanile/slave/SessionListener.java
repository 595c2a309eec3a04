package io.campanile.slave;

import io.campanile.core.message.Lineage;
import java.util.Optional;

/**
 * Hears how a slave's session with a master goes on. The channel's event loop calls it; it may end the session at once ({@link
 * SlaveHandler#leave}).
 */
interface SessionListener {

    /** For whom a session is nothing but itself. */
    SessionListener NONE = new SessionListener() {};

    /** The master has let this slave in. Nothing that it sends is obeyed before this has returned. */
    default void welcomed(long epoch) {}

    /**
     * The master has told whose time it has, since this slave is a master itself.
     *
     * @return why this one must not follow that; empty if it may
     */
    default Optional<String> descends(Lineage lineage) {
        return Optional.empty();
    }

    /** The master was silent for longer than a working one is. */
    default void quiet() {}

    /** It is heard again. */
    default void heard() {}
}
