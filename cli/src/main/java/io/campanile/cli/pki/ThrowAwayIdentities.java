package io.campanile.cli.pki;

import io.campanile.load.Identities;
import io.campanile.proto.tls.Credentials;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Certificates for slaves that are only tried out: each has a name and a P-256 key of its own, is signed by the CA of a directory, and
 * lies in memory alone.
 */
public final class ThrowAwayIdentities implements Identities {

    private static final Duration VALID = Duration.ofDays(7);

    private final Credentials ca;
    private final Instant until;

    private ThrowAwayIdentities(Credentials ca, Instant until) {
        this.ca = ca;
        this.until = until;
    }

    /**
     * Signed by the CA of a directory.
     *
     * @throws IOException if there is none that can sign now: one sentence that says what to do
     */
    public static ThrowAwayIdentities of(Path directory) throws IOException {
        Instant now = Instant.now();
        Credentials ca = new PkiDirectory(directory).authority(now);
        Instant until = now.plus(VALID);
        return new ThrowAwayIdentities(ca, until.isBefore(ca.expires()) ? until : ca.expires());
    }

    @Override
    public Credentials of(String name) {
        CertificateAuthority.Issued issued =
                CertificateAuthority.issue(ca, new NodeNames(List.of(name)), Instant.now(), until);
        return new Credentials(List.of(issued.certificate()), issued.key(), ca.authorities());
    }
}
