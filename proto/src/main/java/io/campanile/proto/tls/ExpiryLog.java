package io.campanile.proto.tls;

import io.campanile.proto.tls.Validity.Urgency;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns of a certificate that expires, whenever that becomes more urgent; and once more for a certificate that has been put in its
 * place and expires soon, too.
 *
 * <p>Thread-safe: several may look at the same files.
 */
final class ExpiryLog {

    private static final Logger log = LoggerFactory.getLogger(ExpiryLog.class);

    private final String what;
    private final Path file;
    private @Nullable Validity known;
    private Urgency told = Urgency.NONE;

    /**
     * Nothing was told yet.
     *
     * @param what what the file has, such as "the certificate"
     */
    ExpiryLog(String what, Path file) {
        this.what = what;
        this.file = file;
    }

    /** This is what the file has now. */
    synchronized void look(Validity validity, Instant now) {
        if (!validity.equals(known)) {
            known = validity;
            told = Urgency.NONE;
        }
        Urgency urgency = validity.urgency(now);
        if (urgency.compareTo(told) > 0) {
            told = urgency;
            Certificates.warning("%s %s".formatted(what, file), validity, now).ifPresent(log::warn);
        }
    }
}
