package io.campanile.proto.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * Where a node's identity lies: three PEM files. They may be replaced while the node runs.
 *
 * @param certificate its certificate, followed by those between it and the CA, if there are any. Its subject alternative
 *     names are the names of the node
 * @param key the certificate's key, in PKCS#8 and not encrypted: {@code BEGIN PRIVATE KEY}
 * @param authorities the certificates of the CAs that say who the others are; as long as two of them are trusted, nodes can
 *     move from one to the other
 */
public record TlsFiles(Path certificate, Path key, Path authorities) {

    /** All three. */
    List<Path> all() {
        return List.of(certificate, key, authorities);
    }

    /**
     * Reads and checks them: each is there and is what it should be, the key fits the certificate, and all certificates are
     * valid.
     *
     * @param now the machine's time
     * @throws IOException if something is wrong: one sentence that says what to do
     */
    public Credentials read(Instant now) throws IOException {
        List<X509Certificate> chain = Pem.certificates("the certificate", certificate);
        List<X509Certificate> trusted = Pem.certificates("the CA's certificate", authorities);
        for (X509Certificate each : chain) {
            requireValid("the certificate", certificate, each, now);
        }
        for (X509Certificate each : trusted) {
            requireValid("the CA's certificate", authorities, each, now);
        }
        PrivateKey read = Pem.key(key, chain.get(0).getPublicKey().getAlgorithm());
        if (!Credentials.fit(read, chain.get(0).getPublicKey())) {
            throw new IOException("the key %s does not fit the certificate %s: give the one that it was issued for"
                    .formatted(key, certificate));
        }
        return new Credentials(chain, read, trusted);
    }

    private static void requireValid(String what, Path file, X509Certificate certificate, Instant now)
            throws IOException {
        Instant from = certificate.getNotBefore().toInstant();
        Instant to = certificate.getNotAfter().toInstant();
        if (now.isAfter(to)) {
            throw new IOException("%s %s has expired, at %s: put a new one there".formatted(what, file, to));
        }
        if (now.isBefore(from)) {
            throw new IOException("%s %s is not valid before %s, and this machine's clock shows %s: set the clock"
                    .formatted(what, file, from, now));
        }
    }
}
