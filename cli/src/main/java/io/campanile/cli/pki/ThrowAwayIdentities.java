package io.campanile.cli.pki;

import io.campanile.load.Identities;
import io.campanile.proto.tls.Credentials;
import io.campanile.proto.tls.TlsFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Certificates for nodes that are only tried out: each has a name and a P-256 key of its own, and is signed by the CA of a directory. A
 * slave's lies in memory alone.
 */
public final class ThrowAwayIdentities implements Identities {

    private static final Duration VALID = Duration.ofDays(7);

    private final PkiDirectory directory;
    private final Credentials ca;
    private final Instant until;

    private ThrowAwayIdentities(PkiDirectory directory, Credentials ca, Instant until) {
        this.directory = directory;
        this.ca = ca;
        this.until = until;
    }

    /**
     * Signed by a CA that is made for this.
     *
     * @param directory where its files come to lie
     * @throws IOException if there is a CA already, or it cannot be written: one sentence that says what to do
     */
    public static ThrowAwayIdentities made(Path directory) throws IOException {
        Instant now = Instant.now();
        new PkiDirectory(directory).init(now, now.plus(VALID));
        return of(directory);
    }

    /**
     * Signed by the CA of a directory.
     *
     * @throws IOException if there is none that can sign now: one sentence that says what to do
     */
    public static ThrowAwayIdentities of(Path directory) throws IOException {
        Instant now = Instant.now();
        PkiDirectory pki = new PkiDirectory(directory);
        Credentials ca = pki.authority(now);
        Instant until = now.plus(VALID);
        return new ThrowAwayIdentities(pki, ca, until.isBefore(ca.expires()) ? until : ca.expires());
    }

    /**
     * Those of a master, in files beside the CA's.
     *
     * @param names what it is called, and where it is reached; the first is a name
     * @throws IOException if there are such files already, or they cannot be written: one sentence that says what to do
     */
    public TlsFiles files(String... names) throws IOException {
        NodeNames node = new NodeNames(List.of(names));
        directory.issue(List.of(node), Instant.now(), until, false);
        return directory.files(node);
    }

    @Override
    public Credentials of(String name) {
        CertificateAuthority.Issued issued =
                CertificateAuthority.issue(ca, new NodeNames(List.of(name)), Instant.now(), until);
        return new Credentials(List.of(issued.certificate()), issued.key(), ca.authorities());
    }
}
