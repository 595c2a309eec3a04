package io.campanile.admin.web;

import io.campanile.proto.socket.AcceptPauses;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the admin server's socket while it cannot accept: says why, at once and then once a minute.
 *
 * <p>One for each socket; its event loop calls it.
 */
final class AcceptFailures extends AcceptPauses {

    private static final Logger log = LoggerFactory.getLogger(AcceptFailures.class);
    private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);

    private long saidAtNanos = System.nanoTime() - QUIET_NANOS;
    private long failures;

    @Override
    protected void failed(String why) {
        failures++;
        long now = System.nanoTime();
        if (now - saidAtNanos >= QUIET_NANOS) {
            saidAtNanos = now;
            log.warn(
                    "the admin server can take no connection in: {}. Those that are open go on; it has failed {} times so far",
                    why,
                    failures);
        }
    }
}
