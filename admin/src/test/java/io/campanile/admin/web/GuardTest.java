package io.campanile.admin.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

import io.campanile.proto.tls.TlsFiles;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An admin server with a certificate, or a token, or both. */
class GuardTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String TOKEN = "0123456789abcdef";
    private static final InetSocketAddress ANYWHERE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    @TempDir
    private Path folder;

    private final WebServer server = new WebServer();

    @AfterEach
    void close() {
        server.close();
    }

    private static X509Bundle authority(String name) throws Exception {
        return new CertificateBuilder()
                .subject("CN=" + name)
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
    }

    private static X509Bundle issue(X509Bundle authority) throws Exception {
        return new CertificateBuilder()
                .subject("CN=node")
                .addSanDnsName("localhost")
                .addSanIpAddress("127.0.0.1")
                .buildIssuedBy(authority);
    }

    private TlsFiles write(X509Bundle node, X509Bundle authority) throws IOException {
        return new TlsFiles(
                Files.writeString(folder.resolve("cert.pem"), node.getCertificatePEM()),
                Files.writeString(folder.resolve("key.pem"), node.getPrivateKeyPEM()),
                Files.writeString(folder.resolve("ca.pem"), authority.getCertificatePEM()));
    }

    private void listen(@Nullable TlsFiles tls, boolean clientCertificates, @Nullable Path token) throws IOException {
        listen(new WebConfig(ANYWHERE, Set.of(), tls, clientCertificates, token));
    }

    private void listen(WebConfig config) throws IOException {
        server.listen(
                config,
                new Routes(
                        Map.of("/health/live", Page.of(query -> Health.live().answer())),
                        Map.of("/", Page.of(query -> Content.json(Map.of("hello", "you")))),
                        Map.of(),
                        GuardTest.class));
    }

    private static HttpClient client(X509Bundle trusted, @Nullable X509Bundle shown) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        TrustManagerFactory trust = trusted.toTrustManagerFactory();
        KeyManagerFactory keys = shown == null ? null : shown.toKeyManagerFactory();
        context.init(keys == null ? null : keys.getKeyManagers(), trust.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context).build();
    }

    private int ask(HttpClient client, String path, String... headers) throws IOException, InterruptedException {
        URI uri = URI.create("%s://127.0.0.1:%s%s"
                .formatted(server.scheme(), server.address().getPort(), path));
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(PATIENCE);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString()).statusCode();
    }

    @Test
    void speaksHttpsToWhoTrustsItsAuthority() throws Exception {
        X509Bundle authority = authority("ca");
        listen(write(issue(authority), authority), false, null);
        assertThat(server.scheme()).isEqualTo("https");
        assertThat(ask(client(authority, null), "/")).isEqualTo(200);
        assertThatIOException().isThrownBy(() -> ask(client(authority("other"), null), "/"));
    }

    @Test
    void wantsACertificateOfItsAuthority() throws Exception {
        X509Bundle authority = authority("ca");
        listen(write(issue(authority), authority), true, null);
        assertThat(ask(client(authority, issue(authority)), "/")).isEqualTo(200);
        assertThatIOException().isThrownBy(() -> ask(client(authority, null), "/"));
        assertThatIOException().isThrownBy(() -> ask(client(authority, issue(authority("other"))), "/"));
    }

    @Test
    void answersOperatorsAloneWhoAreAskedForEachTime() throws Exception {
        X509Bundle authority = authority("ca");
        Set<String> operators = ConcurrentHashMap.newKeySet();
        TlsFiles files = write(issue(authority), authority);
        listen(new WebConfig(ANYWHERE, Set.of(), files, true, null)
                .withOperators(names -> names.all().stream().anyMatch(operators::contains)));
        HttpClient client = client(authority, issue(authority));
        assertThat(ask(client, "/")).isEqualTo(403);
        assertThat(ask(client, "/health/live")).isEqualTo(200);
        operators.add("localhost");
        assertThat(ask(client, "/")).isEqualTo(200);
    }

    @Test
    void takesAnotherCertificateWithoutARestart() throws Exception {
        X509Bundle former = authority("former");
        listen(write(issue(former), former), false, null);
        assertThat(ask(client(former, null), "/")).isEqualTo(200);
        X509Bundle later = authority("later");
        write(issue(later), later);
        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> ask(client(later, null), "/") == 200);
    }

    @Test
    void wantsTheTokenOfItsFileButForItsHealthAndReadsItAgain() throws Exception {
        Path file = Files.writeString(folder.resolve("token"), TOKEN + "\n");
        listen(null, false, file);
        HttpClient anybody = HttpClient.newHttpClient();
        assertThat(ask(anybody, "/")).isEqualTo(401);
        assertThat(ask(anybody, "/health/live")).isEqualTo(200);
        assertThat(ask(anybody, "/", "Authorization", "Bearer " + TOKEN)).isEqualTo(200);
        Files.writeString(file, "another" + TOKEN);
        await().atMost(PATIENCE).until(() -> ask(anybody, "/", "Authorization", "Bearer another" + TOKEN) == 200);
        assertThat(ask(anybody, "/", "Authorization", "Bearer " + TOKEN)).isEqualTo(401);
    }

    @Test
    void saysWhatIsWrongWithItsToken() throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "short");
        assertThatIOException()
                .isThrownBy(() -> listen(null, false, file))
                .withMessageContaining("holds no token: write one line of 16 visible ASCII characters or more");
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe});
        assertThatIOException().isThrownBy(() -> new Guard(config(file))).withMessageContaining("holds no token");
        assertThatIOException()
                .isThrownBy(() -> new Guard(config(folder.resolve("missing"))))
                .withMessageContaining("cannot read the token in");
    }

    private static WebConfig config(Path token) {
        return new WebConfig(new InetSocketAddress(0), Set.of(), null, false, token);
    }
}
