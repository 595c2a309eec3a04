package io.campanile.proto.tls;

import io.netty.channel.Channel;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Makes the TLS handlers of a node, from files that may change while it runs: TLS 1.3 alone, and both ends show a certificate.
 * Netty's BoringSSL does the work where it is on the class path, the JDK elsewhere.
 *
 * <p>A connection keeps the certificate with which it began; those made later have the newer one. No session is resumed that is older than a second: each
 * handshake proves anew who is there. What is remembered is whose certificates were found good ({@link ClientTrust}), until the files
 * change.
 *
 * <p>Thread-safe.
 */
public final class TlsContexts {

    /** How long a handshake may take. */
    public static final long HANDSHAKE_MILLIS = 5000;

    /** The least that can be said; 0 would mean for ever. */
    private static final long NO_SESSIONS_SECONDS = 1;

    /** The key goes through a key store in memory. The default kind encrypts it there by thousands of hashes, which takes ten milliseconds. */
    private static final String IN_MEMORY = "JKS";

    private static final String TLS = "TLSv1.3";

    /** A handshake computes for milliseconds, which no event loop has that keeps time. */
    private static final ThreadPoolExecutor COMPUTING =
            computing(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));

    private final WatchedFiles<Made> files;
    private final ExpiryLog own;

    /** Warns of the CA's certificate; null where no client is asked for one, so that there is no CA. */
    private final @Nullable ExpiryLog authorities;

    private record Made(Credentials credentials, Certificates validity, SslContext client, SslContext server) {}

    /**
     * Of a node that both ends of a connection have to prove themselves to.
     *
     * @throws IOException if something is wrong with the files: one sentence that says what to do
     */
    public TlsContexts(TlsFiles files) throws IOException {
        this(files, ClientAuth.REQUIRE);
    }

    /**
     * Of a node that may let in who shows no certificate.
     *
     * @param whoConnects whether those who connect to it have to show one
     * @throws IOException if something is wrong with the files: one sentence that says what to do
     */
    public TlsContexts(TlsFiles files, ClientAuth whoConnects) throws IOException {
        this(files, whoConnects, engine());
    }

    TlsContexts(TlsFiles files, ClientAuth whoConnects, SslProvider engine) throws IOException {
        this.files = new WatchedFiles<>(files.all(), () -> make(files.read(Instant.now()), whoConnects, engine));
        this.own = new ExpiryLog("the certificate", files.certificate());
        this.authorities = files.authorities().equals(files.certificate())
                ? null
                : new ExpiryLog("the CA's certificate", files.authorities());
    }

    private static SslProvider engine() {
        return OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK;
    }

    private static ThreadPoolExecutor computing(int threads) {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                threads,
                threads,
                5,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                new DefaultThreadFactory("campanile-tls", true));
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    private static Made make(Credentials credentials, ClientAuth whoConnects, SslProvider engine) throws IOException {
        X509Certificate[] chain = credentials.chain().toArray(X509Certificate[]::new);
        try {
            return new Made(
                    credentials,
                    credentials.validity(),
                    client(credentials, engine),
                    common(SslContextBuilder.forServer(credentials.key(), chain), engine)
                            .trustManager(ClientTrust.in(credentials.authorities()))
                            .clientAuth(whoConnects)
                            .build());
        } catch (GeneralSecurityException | SSLException | IllegalArgumentException e) {
            throw new IOException("cannot use the certificate of %s: %s".formatted(credentials.names(), e), e);
        }
    }

    private static SslContext client(Credentials credentials, SslProvider engine) throws SSLException {
        X509Certificate[] chain = credentials.chain().toArray(X509Certificate[]::new);
        return common(SslContextBuilder.forClient().keyManager(credentials.key(), chain), engine)
                .trustManager(credentials.authorities().toArray(X509Certificate[]::new))
                .endpointIdentificationAlgorithm("HTTPS")
                .build();
    }

    private static SslContextBuilder common(SslContextBuilder builder, SslProvider engine) {
        return builder.keyStoreType(IN_MEMORY)
                .sslProvider(engine)
                .protocols(TLS)
                .sessionTimeout(NO_SESSIONS_SECONDS);
    }

    /**
     * Looks for changes of the files again and again, until that is cancelled, and warns in the log of certificates that expire. The
     * executor only says when.
     */
    public Future<?> follow(EventExecutor timer) {
        return timer.scheduleWithFixedDelay(this::look, 0, WatchedFiles.LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        files.look();
        Instant now = Instant.now();
        own.look(certificates().own(), now);
        if (authorities != null) {
            authorities.look(certificates().authorities(), now);
        }
    }

    /** For how long its certificate and the CA's are valid, now. */
    public Certificates certificates() {
        return files.current().validity();
    }

    /** What the node proves itself with now. */
    public Credentials credentials() {
        return files.current().credentials();
    }

    /** For connections to others. */
    public SslContext client() {
        return files.current().client();
    }

    /** For those who connect. */
    public SslContext server() {
        return files.current().server();
    }

    /**
     * Adds what encrypts a connection to another node, in whose certificate the host's name or address has to be found.
     *
     * @param peer where it is, as it was given
     */
    public void encryptTo(InetSocketAddress peer, Channel channel) {
        encryptTo(peer, channel, client());
    }

    /** The same with a context that stays as it is. */
    public static void encryptTo(InetSocketAddress peer, Channel channel, SslContext client) {
        channel.pipeline()
                .addLast(timed(client.newHandler(channel.alloc(), peer.getHostString(), peer.getPort(), COMPUTING)));
    }

    /**
     * For connections to others, with credentials that lie in no file. It takes milliseconds, which no event loop has that keeps time.
     *
     * @throws IllegalArgumentException if the credentials cannot be used
     */
    public static SslContext client(Credentials credentials) {
        try {
            return client(credentials, engine());
        } catch (SSLException e) {
            throw new IllegalArgumentException(
                    "cannot use the certificate of %s: %s".formatted(credentials.names(), e), e);
        }
    }

    /** Adds what encrypts the connection of somebody who has connected. */
    public void encrypt(Channel channel) {
        SslHandler tls = timed(server().newHandler(channel.alloc(), COMPUTING));
        channel.pipeline().addLast(new LastAlert(tls), tls);
    }

    private static SslHandler timed(SslHandler handler) {
        handler.setHandshakeTimeoutMillis(HANDSHAKE_MILLIS);
        return handler;
    }
}
