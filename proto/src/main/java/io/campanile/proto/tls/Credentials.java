package io.campanile.proto.tls;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * What a node proves with who it is, and whom it trusts to say who others are.
 *
 * @param chain its certificate, and those between it and a CA; never empty
 * @param key the certificate's
 * @param authorities the certificates of the CAs that it trusts; never empty
 */
public record Credentials(List<X509Certificate> chain, PrivateKey key, List<X509Certificate> authorities) {

    /** Takes copies. */
    public Credentials {
        chain = List.copyOf(chain);
        authorities = List.copyOf(authorities);
    }

    /** The node's own certificate. */
    public X509Certificate certificate() {
        return chain.get(0);
    }

    /** The last moment at which others accept it. */
    public Instant expires() {
        return certificate().getNotAfter().toInstant();
    }

    /** For how long all of this is good. */
    public Certificates validity() {
        return new Certificates(Validity.soonest(chain), Validity.soonest(authorities));
    }

    /** The names that its certificate gives it. */
    public PeerNames names() {
        return PeerNames.of(certificate());
    }

    /** Whether what this key signs is taken for the certificate's. */
    static boolean fit(PrivateKey key, PublicKey certified) {
        byte[] text = {1, 2, 3};
        try {
            Signature signature = Signature.getInstance(
                    switch (key.getAlgorithm()) {
                        case "EC" -> "SHA256withECDSA";
                        case "RSA" -> "SHA256withRSA";
                        default -> key.getAlgorithm();
                    });
            signature.initSign(key);
            signature.update(text);
            byte[] signed = signature.sign();
            signature.initVerify(certified);
            signature.update(text);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** Says nothing of the key. */
    @Override
    public String toString() {
        return "credentials of %s, until %s".formatted(names(), expires());
    }
}
