package io.campanile.proto.tls;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Trusts clients whom a CA has certified, and remembers which certificates it has found good. A CA's signature that was right stays right,
 * and to check it takes Java some milliseconds, which is most of what a handshake costs a server. So clients that come back all at
 * once are let in sooner.
 *
 * <p>Guarantee: it trusts nobody whom the JDK would not trust at that moment. What is remembered counts for the same certificates
 * alone, byte by byte and in the same order, while all of them are valid, and with the same CAs: whoever trusts others makes a new one
 * of these. That a client has the key of its certificate is no part of it; the handshake finds that out each time.
 *
 * <p>Limits: {@link #MOST} certificates, of which those that were not shown for the longest time are forgotten. It remembers none where the
 * JDK asks for revocations, which come later than signatures. It compares no host's name, and is none for a client's end.
 *
 * <p>Thread-safe.
 */
final class ClientTrust extends DelegatingTrust {

    /** A quarter of a kilobyte each. Only who is certified is remembered, so that strangers push nobody out. */
    static final int MOST = 16_384;

    /** Has the JDK ask for revocations whenever it looks at a certificate. */
    private static final String REVOCATIONS = "com.sun.net.ssl.checkRevocation";

    private final X509ExtendedTrustManager pkix;
    private final InstantSource clock;
    private final boolean remembers = !Boolean.getBoolean(REVOCATIONS);

    /** Guarded by itself. */
    private final Map<ByteBuffer, Validity> good = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Validity> eldest) {
            return size() > MOST;
        }
    };

    /** It has seen nobody yet. */
    ClientTrust(X509ExtendedTrustManager pkix, InstantSource clock) {
        this.pkix = pkix;
        this.clock = clock;
    }

    /** That of clients whom one of these CAs has certified. */
    static ClientTrust in(List<X509Certificate> authorities) throws GeneralSecurityException {
        return new ClientTrust(Pkix.trust(authorities), InstantSource.system());
    }

    @Override
    X509ExtendedTrustManager trust() {
        return pkix;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, @Nullable SSLEngine engine)
            throws CertificateException {
        if (!remembers) {
            super.checkClientTrusted(chain, type, engine);
            return;
        }
        ByteBuffer shown = digest(chain, type);
        if (!isGood(shown)) {
            super.checkClientTrusted(chain, type, engine);
            remember(shown, Validity.ofAll(List.of(chain)));
        }
    }

    private boolean isGood(ByteBuffer shown) {
        synchronized (good) {
            Validity validity = good.get(shown);
            return validity != null && validity.includes(clock.instant());
        }
    }

    private void remember(ByteBuffer shown, Validity validity) {
        synchronized (good) {
            good.put(shown, validity);
        }
    }

    /** How many it remembers. */
    int size() {
        synchronized (good) {
            return good.size();
        }
    }

    /** Others than these have another one. */
    private static ByteBuffer digest(X509Certificate[] chain, String type) throws CertificateException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(type.getBytes(StandardCharsets.UTF_8));
            for (X509Certificate each : chain) {
                byte[] encoded = each.getEncoded();
                // Where one ends belongs to what is told apart.
                digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, encoded.length));
                digest.update(encoded);
            }
            return ByteBuffer.wrap(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
