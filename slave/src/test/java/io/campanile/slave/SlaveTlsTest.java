package io.campanile.slave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.campanile.clock.DisciplinedClock;
import io.campanile.clock.SystemClock;
import io.campanile.clock.TestCorrections;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.discipline.DisciplineLimits;
import io.campanile.core.message.Correct;
import io.campanile.core.message.GoodbyeReason;
import io.campanile.core.message.Message;
import io.campanile.core.message.Message.Goodbye;
import io.campanile.core.message.Message.Hello;
import io.campanile.core.message.Message.Welcome;
import io.campanile.core.message.Question;
import io.campanile.core.message.Testimony;
import io.campanile.proto.socket.SocketIo;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A slave behind TLS handlers, on real sockets. */
@Timeout(60)
class SlaveTlsTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final long SECOND = 1_000_000_000L;
    private static final long SESSION = 9;
    private static final String OURS = "campanile/1";
    private static final ApplicationProtocolConfig ALPN = new ApplicationProtocolConfig(
            Protocol.ALPN,
            SelectorFailureBehavior.NO_ADVERTISE,
            SelectedListenerFailureBehavior.ACCEPT,
            OURS,
            "http/1.1");

    private final EventLoopGroup loops = SocketIo.best().eventLoops(1, "tls");
    private final DisciplinedClock clock = new DisciplinedClock(new SystemClock(), DisciplineLimits.DEFAULT);
    private final X509Bundle certificate = new CertificateBuilder()
            .subject("CN=master")
            .addSanIpAddress(InetAddress.getLoopbackAddress())
            .setIsCertificateAuthority(true)
            .buildSelfSigned();

    SlaveTlsTest() throws Exception {}

    @AfterEach
    void shutDown() {
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void keepsItsClockAndSaysGoodbye() throws SSLException {
        FakeMaster master = master(certificate);
        try (Slave slave = Campanile.slave()
                .master(master.address().getHostString(), master.address().getPort())
                .tls(trusting(certificate))
                .build()) {
            assertThat(slave.start().toCompletableFuture()).succeedsWithin(LONG);
        }
        await().until(() -> master.heard.stream().anyMatch(Goodbye.class::isInstance));
    }

    @Test
    void asksOtherMastersOverEncryptedConnectionsAndLeavesTheOneThatTheyContradict() throws SSLException {
        FakeMaster rogue = master(certificate);
        FakeMaster one = witness(certificate);
        FakeMaster other = witness(certificate);
        try (Slave slave = Campanile.slave()
                .master(rogue.address().getHostString(), rogue.address().getPort())
                .master(one.address().getHostString(), one.address().getPort())
                .master(other.address().getHostString(), other.address().getPort())
                .tls(trusting(certificate))
                .build()) {
            slave.start();
            await().atMost(LONG)
                    .until(() -> rogue.heard.stream()
                            .anyMatch(m -> m instanceof Goodbye g && g.reason() == GoodbyeReason.DISTRUSTED));
            assertThat(slave.clock().status()).isEqualTo(ClockStatus.UNSYNCHRONIZED);
        }
    }

    /** A name in whose place somebody else answers has no voice. */
    @Test
    void doesNotAskAMasterWhoseCertificateItDoesNotTrust() throws Exception {
        X509Bundle stranger = new CertificateBuilder()
                .subject("CN=somebody else")
                .addSanIpAddress(InetAddress.getLoopbackAddress())
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        FakeMaster master = master(certificate);
        FakeMaster one = witness(stranger);
        FakeMaster other = witness(stranger);
        try (Slave slave = Campanile.slave()
                .master(master.address().getHostString(), master.address().getPort())
                .master(one.address().getHostString(), one.address().getPort())
                .master(other.address().getHostString(), other.address().getPort())
                .tls(trusting(certificate))
                .build()) {
            assertThat(slave.start().toCompletableFuture()).succeedsWithin(LONG);
            assertThat(one.heard).isEmpty();
            assertThat(other.heard).isEmpty();
        }
    }

    @Test
    void takesOverAConnectionThatChoseItByAlpn() throws SSLException {
        FakeMaster master = master(certificate);
        SslContext context = trusting(certificate);
        connect(master.address(), new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(context.newHandler(channel.alloc(), "127.0.0.1", 0));
                channel.pipeline().addLast(new ApplicationProtocolNegotiationHandler("http/1.1") {
                    @Override
                    protected void configurePipeline(ChannelHandlerContext ctx, String protocol) {
                        assertThat(protocol).isEqualTo(OURS);
                        ctx.pipeline().addLast(new SlaveHandler(SlaveIdentity.of("a"), clock));
                    }
                });
            }
        });

        assertThat(clock.awaitSynchronized().toCompletableFuture()).succeedsWithin(LONG);
    }

    @Test
    void saysThatTheHandshakeFailedWhenItDoesNotTrustTheMaster() throws Exception {
        X509Bundle other = new CertificateBuilder()
                .subject("CN=somebody else")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        FakeMaster master = master(other);
        SslContext context = trusting(certificate);
        SlaveHandler handler = new SlaveHandler(SlaveIdentity.of("a"), clock);
        connect(master.address(), new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(context.newHandler(channel.alloc(), "127.0.0.1", 0), handler);
            }
        });

        assertThat(handler.ended().toCompletableFuture())
                .succeedsWithin(LONG)
                .satisfies(ending -> assertThat(ending.reason()).startsWith("the TLS handshake failed: "));
        assertThat(master.heard).isEmpty();
    }

    private FakeMaster master(X509Bundle with) throws SSLException {
        return master(with, (ctx, message) -> {
            if (message instanceof Hello hello) {
                ctx.write(new Welcome(SESSION, hello.name(), 1, SECOND, 20 * SECOND));
                ctx.writeAndFlush(new Correct(SESSION, TestCorrections.first(new SystemClock().nanos())));
            }
        });
    }

    /** One that lets nobody in, and keeps a time that is an hour later. */
    private FakeMaster witness(X509Bundle with) throws SSLException {
        return master(with, (ctx, message) -> {
            if (message instanceof Question) {
                ctx.writeAndFlush(new Testimony(new SystemClock().nanos() + 3600 * SECOND, SECOND, 1));
            }
        });
    }

    private FakeMaster master(X509Bundle with, BiConsumer<ChannelHandlerContext, Message> script) throws SSLException {
        SslContext context = SslContextBuilder.forServer(with.getKeyPair().getPrivate(), with.getCertificatePath())
                .applicationProtocolConfig(ALPN)
                .build();
        return new FakeMaster(
                loops, channel -> channel.pipeline().addLast(context.newHandler(channel.alloc())), script);
    }

    private static SslContext trusting(X509Bundle whom) throws SSLException {
        return SslContextBuilder.forClient()
                .trustManager(whom.toTrustManagerFactory())
                .applicationProtocolConfig(ALPN)
                .build();
    }

    private void connect(InetSocketAddress master, ChannelInitializer<Channel> pipeline) {
        new Bootstrap()
                .group(loops)
                .channel(SocketIo.of(loops).channel())
                .handler(pipeline)
                .connect(master)
                .syncUninterruptibly();
    }
}
