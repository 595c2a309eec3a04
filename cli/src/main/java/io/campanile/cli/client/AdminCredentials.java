package io.campanile.cli.client;

import io.campanile.proto.tls.Credentials;
import io.campanile.proto.tls.TlsFiles;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What a command proves itself with to an admin server, and whom it takes for one. */
final class AdminCredentials {

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description =
                    "The CAs that issued the admin server's certificate (PEM); those that Java knows, unless given.")
    private @Nullable Path authorities;

    @Option(
            names = "--cert",
            paramLabel = "FILE",
            description = "The certificate to show to the admin server (PEM); needs --key and --ca.")
    private @Nullable Path certificate;

    @Option(names = "--key", paramLabel = "FILE", description = "The certificate's key (PEM, PKCS#8).")
    private @Nullable Path key;

    @Option(names = "--token-file", paramLabel = "FILE", description = "The token that the admin server wants.")
    private @Nullable Path token;

    /**
     * The value of the header by which requests bring the token; empty if there is none.
     *
     * @throws IOException if the file cannot be read: one sentence that says what to do
     */
    Optional<String> authorization() throws IOException {
        if (token == null) {
            return Optional.empty();
        }
        String secret;
        try {
            secret = Files.readString(token).strip();
        } catch (IOException e) {
            throw new IOException("cannot read the token in %s; give the file of --token-file".formatted(token), e);
        }
        if (secret.isEmpty() || secret.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw new IOException("%s holds no token: give the file that the admin server has".formatted(token));
        }
        return Optional.of("Bearer " + secret);
    }

    /**
     * A client that has all this.
     *
     * @param spec the command's
     * @param encrypted whether it speaks HTTPS
     * @throws IOException if a file cannot be used: one sentence that says what to do
     * @throws ParameterException if the options do not go together
     */
    HttpClient.Builder client(CommandSpec spec, boolean encrypted) throws IOException {
        HttpClient.Builder client = HttpClient.newBuilder();
        if ((certificate == null) != (key == null) || (certificate != null && authorities == null)) {
            throw new ParameterException(spec.commandLine(), "--cert, --key and --ca go together: give all three");
        }
        if (authorities == null) {
            return encrypted ? client : client.sslContext(unused());
        }
        // Java's own client wants a context of Java's own.
        SslContextBuilder context = SslContextBuilder.forClient().sslProvider(SslProvider.JDK);
        if (certificate != null && key != null) {
            Credentials credentials = new TlsFiles(certificate, key, authorities).read(Instant.now());
            context.keyManager(credentials.key(), credentials.chain().toArray(X509Certificate[]::new))
                    .trustManager(credentials.authorities().toArray(X509Certificate[]::new));
        } else {
            context.trustManager(certificates(authorities).toArray(X509Certificate[]::new));
        }
        return client.sslContext(((JdkSslContext) context.build()).context());
    }

    /** A client would read all CAs that Java knows, at once, which takes as long as all the rest of a short command. */
    private static SSLContext unused() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[0], null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java speaks TLS", e);
        }
    }

    private static Collection<? extends Certificate> certificates(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            Collection<? extends Certificate> found =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (!found.isEmpty()) {
                return found;
            }
        } catch (CertificateException e) {
            // It holds none: said below.
        } catch (IOException e) {
            throw new IOException("cannot read %s; give the CA's certificate with --ca".formatted(file), e);
        }
        throw new IOException("%s holds no certificate: give the CA's, in PEM, with --ca".formatted(file));
    }
}
