package io.campanile.cli.client;

import io.campanile.proto.tls.Credentials;
import io.campanile.proto.tls.TlsFiles;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;
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
     * Encrypts its connections with all this.
     *
     * @param spec the command's
     * @return empty if it has nothing of its own
     * @throws IOException if a file cannot be used: one sentence that says what to do
     * @throws ParameterException if the options do not go together
     */
    Optional<SSLSocketFactory> tls(CommandSpec spec) throws IOException {
        if ((certificate == null) != (key == null) || (certificate != null && authorities == null)) {
            throw new ParameterException(spec.commandLine(), "--cert, --key and --ca go together: give all three");
        }
        if (authorities == null) {
            return Optional.empty();
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
        return Optional.of(((JdkSslContext) context.build()).context().getSocketFactory());
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
