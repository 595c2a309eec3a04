package io.campanile.proto.tls;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * Until when a certificate is valid, and how urgent it is to put another in its place. What is urgent depends on how long it is
 * valid at all, so that certificates that live for days do not cry out from the beginning.
 *
 * @param from its first moment
 * @param until its last
 */
public record Validity(Instant from, Instant until) {

    /** How urgent it is to renew a certificate; each is more urgent than the one before. */
    public enum Urgency {
        /** There is time. */
        NONE(Duration.ofDays(Integer.MAX_VALUE), 1),
        /** Less than 30 days are left, and less than a third of its time. */
        SOON(Duration.ofDays(30), 3),
        /** Less than 7 days are left, and less than a tenth. */
        URGENT(Duration.ofDays(7), 10),
        /** Less than a day is left, and less than a thirtieth. */
        AT_ONCE(Duration.ofDays(1), 30),
        /** It has expired. */
        OVER(Duration.ZERO, Integer.MAX_VALUE);

        private final Duration left;
        private final int part;

        Urgency(Duration left, int part) {
            this.left = left;
            this.part = part;
        }
    }

    /** That of the certificate among these that expires first. */
    static Validity soonest(List<X509Certificate> certificates) {
        return certificates.stream()
                .map(each -> new Validity(
                        each.getNotBefore().toInstant(), each.getNotAfter().toInstant()))
                .min(Comparator.comparing(Validity::until))
                .orElseThrow();
    }

    /** That of all these certificates together: while each of them is valid. */
    static Validity ofAll(List<X509Certificate> certificates) {
        Instant from = certificates.stream()
                .map(each -> each.getNotBefore().toInstant())
                .max(Comparator.naturalOrder())
                .orElseThrow();
        return new Validity(from, soonest(certificates).until());
    }

    /** Whether this moment is in it; its first and its last one are. */
    boolean includes(Instant moment) {
        return !moment.isBefore(from) && !moment.isAfter(until);
    }

    /** How long it is valid at all. */
    public Duration lifetime() {
        return Duration.between(from, until);
    }

    /** For how long it is still valid; negative once it has expired. */
    public Duration left(Instant now) {
        return Duration.between(now, until);
    }

    /** How urgent it is to renew it. */
    public Urgency urgency(Instant now) {
        Duration left = left(now);
        Urgency urgency = Urgency.NONE;
        for (Urgency each : Urgency.values()) {
            Duration part = lifetime().dividedBy(each.part);
            if (left.compareTo(each.left) <= 0 && left.compareTo(part) <= 0) {
                urgency = each;
            }
        }
        return urgency;
    }
}
