package io.campanile.proto.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.campanile.proto.socket.SocketIo;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Both ends of a handshake, on real sockets, with each engine. */
@Timeout(60)
@ParameterizedClass
@EnumSource(
        value = SslProvider.class,
        names = {"JDK", "OPENSSL"})
class HandshakeTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final EventLoopGroup loops = SocketIo.best().eventLoops(1, "tls");
    private final SslProvider engine;

    @TempDir
    private Path directory;

    private TestPki pki;
    private TlsFiles master;

    HandshakeTest(SslProvider engine) {
        this.engine = engine;
    }

    /** What became of a connection, at one end. */
    private static final class End extends ChannelInboundHandlerAdapter {

        final CompletableFuture<PeerNames> names = new CompletableFuture<>();
        final CompletableFuture<TlsFailure> failure = new CompletableFuture<>();
        final CompletableFuture<String> heard = new CompletableFuture<>();
        final CompletableFuture<Long> since = new CompletableFuture<>();
        private final boolean talks;

        End(boolean talks) {
            this.talks = talks;
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            if (talks) {
                ctx.writeAndFlush(Unpooled.copiedBuffer("hello", StandardCharsets.US_ASCII));
            }
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event instanceof SslHandshakeCompletionEvent done) {
                if (done.isSuccess()) {
                    SslHandler tls = ctx.pipeline().get(SslHandler.class);
                    since.complete(tls.engine().getSession().getCreationTime());
                    names.complete(PeerNames.of(ctx.channel()).orElseThrow());
                } else {
                    failure.complete(TlsFailure.of(done.cause()));
                }
            }
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            heard.complete(((ByteBuf) message).toString(StandardCharsets.US_ASCII));
            ReferenceCountUtil.release(message);
            ctx.close();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            failure.complete(TlsFailure.of(cause));
            ctx.close();
        }
    }

    @BeforeEach
    void issue() {
        assumeTrue(engine == SslProvider.JDK || OpenSsl.isAvailable(), "no BoringSSL for this platform");
        pki = new TestPki(directory, "ca");
        master = pki.issue("master", "127.0.0.1", "localhost");
    }

    @AfterEach
    void shutDown() {
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void bothEndsKnowEachOther() throws IOException {
        Both both = connect(master, pki.issue("slave", "slave.example.org"));

        assertThat(both.server().names)
                .succeedsWithin(LONG)
                .extracting(PeerNames::toString)
                .isEqualTo("slave, slave.example.org");
        assertThat(both.client().names)
                .succeedsWithin(LONG)
                .extracting(PeerNames::toString)
                .isEqualTo("127.0.0.1, localhost, master");
        assertThat(both.server().heard).succeedsWithin(LONG).isEqualTo("hello");
    }

    private static void assertRefused(Both both, String why, String heard) {
        assertThat(both.server().failure).succeedsWithin(LONG).isEqualTo(new TlsFailure(false, why));
        assertThat(both.client().failure)
                .succeedsWithin(LONG)
                .matches(TlsFailure::refused)
                .extracting(TlsFailure::reason)
                .asString()
                .contains(heard);
    }

    @Test
    void clientOfAnotherAuthorityHearsThatItIsRefused() throws IOException {
        TlsFiles foreign = new TestPki(directory, "foreign").issue("slave");
        Both both = connect(master, new TlsFiles(foreign.certificate(), foreign.key(), pki.authorities()));

        assertRefused(both, "it showed no certificate of a CA that is trusted here", "not trusted there");
    }

    @Test
    void clientWhoseCertificateHasExpiredHearsThatItIsRefused() throws IOException {
        TlsFiles late = pki.issue(
                "slave", Instant.now().minusSeconds(100), Instant.now().plusSeconds(2), "slave");
        TlsContexts client = new TlsContexts(late, ClientAuth.REQUIRE, engine);
        await().until(() -> late, files -> isExpired(files));
        Both both = connect(
                new TlsContexts(master, ClientAuth.REQUIRE, engine),
                channel -> client.encryptTo(to("127.0.0.1"), channel));

        assertRefused(both, "its certificate has expired", "it has expired");
    }

    @Test
    void clientThatWasInIsRefusedOnceItsCertificateHasExpired() throws IOException {
        TlsFiles late = pki.issue(
                "slave", Instant.now().minusSeconds(100), Instant.now().plusSeconds(6), "slave");
        TlsContexts server = new TlsContexts(master, ClientAuth.REQUIRE, engine);
        TlsContexts client = new TlsContexts(late, ClientAuth.REQUIRE, engine);
        Consumer<Channel> encrypts = channel -> client.encryptTo(to("127.0.0.1"), channel);
        assertIn(connect(server, encrypts));
        assertIn(connect(server, encrypts));
        await().atMost(LONG).until(() -> late, files -> isExpired(files));

        assertRefused(connect(server, encrypts), "its certificate has expired", "it has expired");
    }

    @Test
    void noSessionIsResumedAfterASecond() throws Exception {
        TlsContexts server = new TlsContexts(master, ClientAuth.REQUIRE, engine);
        TlsContexts client = new TlsContexts(pki.issue("slave"), ClientAuth.REQUIRE, engine);
        Consumer<Channel> encrypts = channel -> client.encryptTo(to("127.0.0.1"), channel);
        Both first = connect(server, encrypts);
        assertIn(first);
        TimeUnit.MILLISECONDS.sleep(2100);
        Both second = connect(server, encrypts);
        assertIn(second);

        // A session that is resumed is as old as it was.
        assertThat(second.client().since.join())
                .isGreaterThan(first.client().since.join());
        assertThat(second.server().since.join())
                .isGreaterThan(first.server().since.join());
    }

    private static void assertIn(Both both) {
        assertThat(both.server().heard).succeedsWithin(LONG).isEqualTo("hello");
    }

    @Test
    void clientThatWasInIsRefusedOnceTheServerTrustsAnotherAuthority() throws IOException {
        TlsContexts server = new TlsContexts(master, ClientAuth.REQUIRE, engine);
        TlsContexts client = new TlsContexts(pki.issue("slave"), ClientAuth.REQUIRE, engine);
        Consumer<Channel> encrypts = channel -> client.encryptTo(to("127.0.0.1"), channel);
        assertIn(connect(server, encrypts));

        // The master keeps its certificate, which the slave goes on trusting.
        TlsFiles foreign = new TestPki(directory, "foreign").issue("other");
        SslContext before = server.server();
        TlsFiles moved = new TlsFiles(master.certificate(), master.key(), foreign.authorities());
        TestPki.replace(master, moved);
        server.follow(loops.next());
        await().atMost(LONG).until(() -> server.server() != before);

        assertRefused(
                connect(server, encrypts),
                "it showed no certificate of a CA that is trusted here",
                "not trusted there");
    }

    @Test
    void whoShowsACertificateThatWasInAndHasNotItsKeyIsRefused() throws Exception {
        TlsFiles slave = pki.issue("slave");
        TlsContexts server = new TlsContexts(master, ClientAuth.REQUIRE, engine);
        TlsContexts client = new TlsContexts(slave, ClientAuth.REQUIRE, engine);
        assertIn(connect(server, channel -> client.encryptTo(to("127.0.0.1"), channel)));

        Credentials stolen = slave.read(Instant.now());
        Credentials own = pki.issue("thief").read(Instant.now());
        // The JDK does not look whether the key fits.
        SslContext thief = SslContextBuilder.forClient()
                .keyManager(own.key(), stolen.certificate())
                .trustManager(pki.authorities().toFile())
                .sslProvider(SslProvider.JDK)
                .protocols("TLSv1.3")
                .build();
        Both both = connect(
                server, channel -> channel.pipeline().addLast(thief.newHandler(channel.alloc(), "127.0.0.1", 1)));

        assertThat(both.server().failure).succeedsWithin(LONG);
        assertThat(both.server().names).isNotDone();
        assertThat(both.server().heard).isNotDone();
    }

    private static boolean isExpired(TlsFiles files) {
        try {
            files.read(Instant.now());
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void clientWithoutACertificateHearsThatItIsRefused() throws Exception {
        SslContext context = SslContextBuilder.forClient()
                .trustManager(pki.authorities().toFile())
                .sslProvider(engine)
                .protocols("TLSv1.3")
                .build();
        Both both = connect(
                new TlsContexts(master, ClientAuth.REQUIRE, engine),
                channel -> channel.pipeline().addLast(context.newHandler(channel.alloc(), "127.0.0.1", 1)));

        assertRefused(both, "it showed no certificate of a CA that is trusted here", "it showed none");
    }

    @Test
    void clientRefusesAMasterOfAnotherAuthority() throws IOException {
        TlsFiles foreign = new TestPki(directory, "foreign").issue("master", "127.0.0.1");
        Both both = connect(new TlsFiles(foreign.certificate(), foreign.key(), pki.authorities()), pki.issue("slave"));

        assertThat(both.client().failure)
                .succeedsWithin(LONG)
                .isEqualTo(new TlsFailure(false, "its certificate was issued by a CA that is not trusted here"));
        assertThat(both.server().failure).succeedsWithin(LONG).matches(TlsFailure::refused);
    }

    @Test
    void clientRefusesAMasterOfAnotherName() throws IOException {
        Both both = connect(pki.issue("elsewhere", "10.9.8.7"), pki.issue("slave"));

        assertThat(both.client().failure)
                .succeedsWithin(LONG)
                .matches(failure -> !failure.refused())
                .extracting(TlsFailure::reason)
                .asString()
                .startsWith("its certificate is for another name: ");
        assertThat(both.server().failure).succeedsWithin(LONG).matches(TlsFailure::refused);
    }

    @Test
    void clientThatSpeaksNoTlsIsNotLetIn() throws IOException {
        Both both = connect(new TlsContexts(master, ClientAuth.REQUIRE, engine), channel -> {});

        assertThat(both.server().failure)
                .succeedsWithin(LONG)
                .isEqualTo(new TlsFailure(false, "the other end does not speak TLS"));
    }

    private record Both(End server, End client) {}

    private Both connect(TlsFiles server, TlsFiles client) throws IOException {
        TlsContexts connecting = new TlsContexts(client, ClientAuth.REQUIRE, engine);
        return connect(
                new TlsContexts(server, ClientAuth.REQUIRE, engine),
                channel -> connecting.encryptTo(to("127.0.0.1"), channel));
    }

    private static InetSocketAddress to(String host) {
        return InetSocketAddress.createUnresolved(host, 8080);
    }

    private Both connect(TlsContexts server, Consumer<Channel> client) {
        Both both = new Both(new End(false), new End(true));
        Channel listening = new ServerBootstrap()
                .group(loops)
                .channel(SocketIo.best().serverChannel())
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        server.encrypt(channel);
                        channel.pipeline().addLast(both.server());
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .syncUninterruptibly()
                .channel();
        new Bootstrap()
                .group(loops)
                .channel(SocketIo.best().channel())
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        client.accept(channel);
                        channel.pipeline().addLast(both.client());
                    }
                })
                .connect(Objects.requireNonNull(listening.localAddress()))
                .syncUninterruptibly();
        return both;
    }
}
