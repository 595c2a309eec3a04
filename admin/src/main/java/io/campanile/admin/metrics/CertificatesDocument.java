package io.campanile.admin.metrics;

import io.campanile.core.Units;
import io.campanile.proto.tls.Certificates;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * For how long a process can prove who it is, as a status tells it.
 *
 * @param untilNanos when its certificate expires, since 1970; the year 2262 stands for all later ones
 * @param authoritiesUntilNanos when the CA's does
 * @param warnings what is to be renewed soon, each as a sentence that says what to do
 */
public record CertificatesDocument(long untilNanos, long authoritiesUntilNanos, List<String> warnings) {

    /** Null if it has none. */
    public static @Nullable CertificatesDocument of(Optional<Certificates> certificates) {
        return certificates.map(CertificatesDocument::of).orElse(null);
    }

    private static CertificatesDocument of(Certificates certificates) {
        return new CertificatesDocument(
                nanos(certificates.own().until()),
                nanos(certificates.authorities().until()),
                certificates.warnings(Instant.now()));
    }

    private static long nanos(Instant when) {
        return Math.min(when.getEpochSecond(), Long.MAX_VALUE / Units.SECOND_NANOS) * Units.SECOND_NANOS;
    }
}
