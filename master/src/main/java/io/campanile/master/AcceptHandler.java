package io.campanile.master;

import io.campanile.core.RateLimit;
import io.campanile.core.Units;
import io.campanile.proto.socket.AcceptPauses;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the socket on which slaves connect, while it cannot accept. Existing sessions go on. Those who are connected and have said
 * nothing for a second make room.
 */
final class AcceptHandler extends AcceptPauses {

    private static final Logger log = LoggerFactory.getLogger(AcceptHandler.class);

    /** A slave that has come says hello at once. */
    private static final long PATIENCE_NANOS = Units.SECOND_NANOS;

    private static final long LOG_EACH_NANOS = 600 * Units.SECOND_NANOS;

    private final Door door;
    private final RateLimit lines = new RateLimit(1, LOG_EACH_NANOS);

    AcceptHandler(Door door) {
        this.door = door;
    }

    @Override
    protected void failed(String why) {
        long now = System.nanoTime();
        int shed = door.shed(PATIENCE_NANOS, now);
        if (lines.admits(now)) {
            log.error(
                    "cannot accept connections: {}. {} of those who have connected have not said hello, {} of them for long: these were"
                            + " closed. Slaves that are in stay; new ones get in as files become free. Slaves that use UDP take none",
                    why,
                    door.size() + shed,
                    shed);
        }
    }
}
