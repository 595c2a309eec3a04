package io.campanile.slave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.campanile.clock.DisciplinedClock;
import io.campanile.clock.SystemClock;
import io.campanile.core.discipline.DisciplineLimits;
import io.campanile.core.message.GoodbyeReason;
import io.campanile.core.message.Message;
import io.campanile.core.message.Message.Goodbye;
import io.campanile.core.message.Message.Hello;
import io.campanile.core.message.Message.Welcome;
import io.campanile.core.session.BackoffLimits;
import io.campanile.core.session.MasterChoice;
import io.campanile.proto.datagram.DatagramClient;
import io.campanile.proto.socket.SocketIo;
import io.campanile.proto.socket.TimeStamps;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** A master whose name, {@code two}, has several addresses: not everywhere is a master. */
@Timeout(60)
class AddressesTest {

    private static final String NAME = "two";
    private static final long SECOND = 1_000_000_000L;

    private final EventLoopGroup loops = SocketIo.best().eventLoops(1, "addresses");
    private final EventLoop loop = loops.next();
    private final DisciplinedClock clock = new DisciplinedClock(new SystemClock(), DisciplineLimits.DEFAULT);

    @AfterEach
    void shutDown() {
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    /** Knows what a name server would have said. */
    private record Named(Dialer dialer, List<InetSocketAddress> addresses) implements Dialer {

        @Override
        public ChannelFuture dial(InetSocketAddress master, ChannelHandler handler) {
            return dialer.dial(master, handler);
        }

        @Override
        public Future<List<InetSocketAddress>> addresses(InetSocketAddress master) {
            return ImmediateEventExecutor.INSTANCE.newSucceededFuture(addresses);
        }
    }

    private static InetSocketAddress at(String address, int port) {
        try {
            byte[] bytes = InetAddress.getByName(address).getAddress();
            return new InetSocketAddress(InetAddress.getByAddress(NAME, bytes), port);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private Reconnector start(Dialer dialer, InetSocketAddress... addresses) {
        List<InetSocketAddress> masters = List.of(InetSocketAddress.createUnresolved(NAME, addresses[0].getPort()));
        Named named = new Named(dialer, List.of(addresses));
        Reconnector reconnector = new Reconnector(
                new MasterChoice<>(masters, BackoffLimits.DEFAULT, true, new SplittableRandom(8)),
                new SlaveParts(new SlaveIdentity("a", 42, true), clock),
                loop,
                named,
                new Witnesses(masters, named, loop, clock.local()),
                new SearchLog(clock.local()));
        reconnector.start();
        return reconnector;
    }

    private static void welcome(ChannelHandlerContext ctx, Message message) {
        if (message instanceof Hello) {
            ctx.writeAndFlush(new Welcome(9, "a", 1, SECOND, 20 * SECOND));
        }
    }

    private static int port(FakeMaster master) {
        return master.address().getPort();
    }

    @Test
    void findsTheMasterBehindAnAddressThatRefuses() {
        FakeMaster master = new FakeMaster(loops, AddressesTest::welcome);

        start(new TcpDialer(loop, null), at("127.0.0.3", port(master)), at("127.0.0.1", port(master)));

        await().until(() -> master.hellos() == 1);
    }

    @Test
    void findsTheMasterBehindAnAddressWhereNobodyAnswers() {
        FakeMaster master = new FakeMaster(loops, AddressesTest::welcome);
        TcpDialer tcp = new TcpDialer(loop, null);
        EmbeddedChannel nowhere = new EmbeddedChannel();
        InetSocketAddress hole = at("127.0.0.3", port(master));

        start(
                (address, handler) -> address.equals(hole) ? nowhere.newPromise() : tcp.dial(address, handler),
                hole,
                at("127.0.0.1", port(master)));

        await().until(() -> master.hellos() == 1);
        await("the other attempt is given up").until(() -> !nowhere.isOpen());
    }

    @Test
    void findsTheMasterBehindOneThatDoesNotLetItIn() {
        FakeMaster full = new FakeMaster(
                loops, (ctx, message) -> ctx.writeAndFlush(new Goodbye(0, GoodbyeReason.FULL, "no room")));
        FakeMaster master = new FakeMaster(loops, AddressesTest::welcome);

        start(new TcpDialer(loop, null), at("127.0.0.1", port(full)), at("127.0.0.1", port(master)));

        await().until(() -> master.hellos() == 1);
        assertThat(full.hellos()).isOne();
    }

    @Test
    void findsTheMasterOverDatagrams() throws IOException {
        try (DatagramSocket master = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            master.setSoTimeout(20_000);
            DatagramClient client = DatagramClient.open(loop, TimeStamps.USER);

            start(
                    new UdpDialer(client),
                    at("127.0.0.3", master.getLocalPort()),
                    at("127.0.0.1", master.getLocalPort()));

            DatagramPacket hello = new DatagramPacket(new byte[2048], 2048);
            master.receive(hello);
            assertThat(hello.getLength()).isPositive();
        }
    }

    /** The certificate is expected to have the name, and not the address that was found for it. */
    @Test
    void findsTheMasterWithTheRightCertificate() throws Exception {
        X509Bundle right = certificate(NAME);
        FakeMaster stranger = new FakeMaster(loops, tls(certificate("three")), AddressesTest::welcome);
        FakeMaster master = new FakeMaster(loops, tls(right), AddressesTest::welcome);
        SslContext trusting = SslContextBuilder.forClient()
                .trustManager(right.toTrustManagerFactory())
                .build();

        start(
                new TcpDialer(loop, null, ConnectionSetup.tls(trusting)),
                at("127.0.0.1", port(stranger)),
                at("127.0.0.1", port(master)));

        await().until(() -> master.hellos() == 1);
        assertThat(stranger.hellos()).isZero();
    }

    private static X509Bundle certificate(String name) throws Exception {
        return new CertificateBuilder()
                .subject("CN=" + name)
                .addSanDnsName(name)
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
    }

    private static Consumer<Channel> tls(X509Bundle with) throws Exception {
        SslContext context = SslContextBuilder.forServer(with.getKeyPair().getPrivate(), with.getCertificatePath())
                .build();
        return channel -> channel.pipeline().addLast(context.newHandler(channel.alloc()));
    }

    @Test
    void saysOfEachAddressWhatIsWrongWithIt() {
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        Logger log = (Logger) LoggerFactory.getLogger(Reconnector.class);
        lines.start();
        log.setLevel(Level.WARN);
        log.addAppender(lines);
        FakeMaster gone = new FakeMaster(loops, AddressesTest::welcome);
        gone.close();

        Reconnector reconnector =
                start(new TcpDialer(loop, null), at("127.0.0.9", port(gone)), at("127.0.0.3", port(gone)));

        await().untilAsserted(() -> assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .contains(
                        ("cannot reach the master at two:%s: 127.0.0.3: Connection refused; 127.0.0.9: Connection refused;"
                                        + " trying again")
                                .formatted(port(gone))));
        await().until(reconnector.close().toCompletableFuture()::isDone);
        log.detachAppender(lines);
        log.setLevel(null);
    }
}
