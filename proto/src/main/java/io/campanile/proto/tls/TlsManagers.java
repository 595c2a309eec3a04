package io.campanile.proto.tls;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Predicate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The same identity as {@link TlsContexts}, for a library that makes its TLS handlers by itself: it shows the certificate of the
 * files as they are at that moment, and asks them whom to trust. Looks for changes when it is told to.
 *
 * <p>Thread-safe.
 */
public final class TlsManagers {

    private final WatchedFiles<Current> files;
    private final Predicate<PeerNames> clients;
    private volatile @Nullable Current before;

    /** One version of the files; its name tells it from others while a handshake goes on. */
    private record Current(String alias, Credentials credentials, X509ExtendedTrustManager trust) {}

    /**
     * Reads the files.
     *
     * @param clients who may connect, of those whom the CAs have certified
     * @throws IOException if something is wrong with one: one sentence that says what to do
     */
    public TlsManagers(TlsFiles files, Predicate<PeerNames> clients) throws IOException {
        this.clients = clients;
        this.files = new WatchedFiles<>(files.all(), () -> version(files.read(Instant.now())));
    }

    private static Current version(Credentials credentials) throws IOException {
        try {
            X509ExtendedTrustManager trust = Pkix.trust(credentials.authorities());
            return new Current(credentials.certificate().getSerialNumber().toString(16), credentials, trust);
        } catch (GeneralSecurityException e) {
            throw new IOException("cannot use the CA's certificates: %s".formatted(e.getMessage()), e);
        }
    }

    /** Looks soon for changes of the files; returns at once. */
    public void look() {
        files.look();
    }

    /** Shows the certificate. */
    public X509ExtendedKeyManager keys() {
        return new Keys();
    }

    /** Trusts the CAs; as a client only a server that is certified for the host that was asked for, if the library asks for that. */
    public TrustManager trust() {
        return new Trust();
    }

    private Current now() {
        return files.current();
    }

    /** A handshake asks several times; what it began with goes on. */
    private final class Keys extends X509ExtendedKeyManager {

        private @Nullable Current named(@Nullable String alias) {
            Current now = now();
            if (now.alias().equals(alias)) {
                before = now;
                return now;
            }
            Current last = before;
            return last != null && last.alias().equals(alias) ? last : null;
        }

        private @Nullable String alias(String... types) {
            String algorithm = now().credentials().key().getAlgorithm();
            return Arrays.stream(types).anyMatch(type -> type.startsWith(algorithm)) ? now().alias() : null;
        }

        @Override
        public String @Nullable [] getClientAliases(String type, Principal @Nullable [] issuers) {
            String alias = alias(type);
            return alias == null ? null : new String[] {alias};
        }

        @Override
        public @Nullable String chooseClientAlias(
                String[] types, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return alias(types);
        }

        @Override
        public @Nullable String chooseEngineClientAlias(
                String[] types, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
            return alias(types);
        }

        @Override
        public String @Nullable [] getServerAliases(String type, Principal @Nullable [] issuers) {
            return getClientAliases(type, issuers);
        }

        @Override
        public @Nullable String chooseServerAlias(
                String type, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return alias(type);
        }

        @Override
        public @Nullable String chooseEngineServerAlias(
                String type, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
            return alias(type);
        }

        @Override
        public X509Certificate @Nullable [] getCertificateChain(String alias) {
            Current version = named(alias);
            return version == null ? null : version.credentials().chain().toArray(X509Certificate[]::new);
        }

        @Override
        public @Nullable PrivateKey getPrivateKey(String alias) {
            Current version = named(alias);
            return version == null ? null : version.credentials().key();
        }
    }

    private final class Trust extends DelegatingTrust {

        @Override
        X509ExtendedTrustManager trust() {
            return now().trust();
        }

        private void requireAllowed(X509Certificate[] chain) throws CertificateException {
            PeerNames names = PeerNames.of(chain[0]);
            if (!clients.test(names)) {
                throw new CertificateException("nobody called %s may connect here".formatted(names));
            }
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, @Nullable Socket socket)
                throws CertificateException {
            super.checkClientTrusted(chain, type, socket);
            requireAllowed(chain);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, @Nullable SSLEngine engine)
                throws CertificateException {
            super.checkClientTrusted(chain, type, engine);
            requireAllowed(chain);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            super.checkClientTrusted(chain, type);
            requireAllowed(chain);
        }
    }
}
