package io.campanile.proto.tls;

import io.campanile.proto.tls.Validity.Urgency;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * For how long a node can prove who it is, and for how long it believes others.
 *
 * @param own of its certificate, or of one between that and a CA if it expires sooner
 * @param authorities of the CA's certificate; of several, of the one that expires first: the file is refused at the next start with it
 */
public record Certificates(Validity own, Validity authorities) {

    /** What is to be renewed soon, each as a sentence; empty while there is time. */
    public List<String> warnings(Instant now) {
        return Stream.of(warning("the certificate", own, now), warning("the CA's certificate", authorities, now))
                .flatMap(Optional::stream)
                .toList();
    }

    static Optional<String> warning(String what, Validity validity, Instant now) {
        return switch (validity.urgency(now)) {
            case NONE -> Optional.empty();
            case SOON, URGENT, AT_ONCE ->
                Optional.of("%s expires in %s, at %s: put a new one in its place"
                        .formatted(what, words(validity.left(now)), validity.until()));
            case OVER ->
                Optional.of("%s has expired, at %s, and no new connection comes about: put a new one in its place"
                        .formatted(what, validity.until()));
        };
    }

    /** The more urgent of the two. */
    public Urgency urgency(Instant now) {
        Urgency mine = own.urgency(now);
        Urgency theirs = authorities.urgency(now);
        return mine.compareTo(theirs) >= 0 ? mine : theirs;
    }

    private static String words(Duration left) {
        if (left.toDays() >= 2) {
            return left.toDays() + " days";
        }
        return left.toHours() >= 2 ? left.toHours() + " hours" : Math.max(0, left.toMinutes()) + " minutes";
    }
}
