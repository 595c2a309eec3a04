package io.campanile.slave;

import static io.campanile.clock.TestCorrections.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.campanile.clock.DisciplinedClock;
import io.campanile.clock.SystemClock;
import io.campanile.clock.TestCorrections;
import io.campanile.core.LocalClock;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.discipline.DisciplineLimits;
import io.campanile.core.message.Correct;
import io.campanile.core.message.GoodbyeReason;
import io.campanile.core.message.Message;
import io.campanile.core.message.Message.Goodbye;
import io.campanile.core.message.Message.Hello;
import io.campanile.core.message.Message.Redirect;
import io.campanile.core.message.Message.Welcome;
import io.campanile.core.session.BackoffLimits;
import io.campanile.core.session.MasterChoice;
import io.campanile.proto.socket.SocketIo;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

@Timeout(30)
class ReconnectorTest {

    private static final long SESSION = 9;

    private final EventLoopGroup loops = SocketIo.best().eventLoops(1, "reconnector");
    private final LocalClock local = new SystemClock();
    private final DisciplinedClock clock = new DisciplinedClock(local, DisciplineLimits.DEFAULT);

    @AfterEach
    void shutDown() {
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void keepsItsClock() {
        FakeMaster master = master((ctx, message) -> {
            welcome(ctx, message);
            ctx.writeAndFlush(new Correct(SESSION, TestCorrections.by(clock, local.nanos(), 0)));
        });

        reconnector(master.address()).start();

        await().until(() -> clock.status() == ClockStatus.SYNCHRONIZED);
    }

    @Test
    void comesBackAsTheSameSlaveWhenTheConnectionIsLost() {
        FakeMaster master = master((ctx, message) -> {
            welcome(ctx, message);
            ctx.close();
        });

        reconnector(master.address()).start();

        await().until(() -> master.hellos() >= 3);
        assertThat(master.heard.stream().distinct())
                .as("the same name and instance")
                .hasSize(1);
    }

    @Test
    void goesToTheNextMasterOfItsListWhenOneIsGone() {
        FakeMaster gone = master(ReconnectorTest::welcome);
        gone.close();
        FakeMaster second = master(ReconnectorTest::welcome);

        reconnector(gone.address(), second.address()).start();

        await().until(() -> second.hellos() == 1);
    }

    @Test
    void comesRoundToTheFirstMasterAgain() {
        AtomicInteger refusals = new AtomicInteger();
        FakeMaster first = master((ctx, message) -> {
            if (refusals.incrementAndGet() == 1) {
                ctx.close();
            } else {
                welcome(ctx, message);
            }
        });
        FakeMaster gone = master(ReconnectorTest::welcome);
        gone.close();

        reconnector(first.address(), gone.address()).start();

        await().until(() -> first.hellos() == 2);
    }

    @Test
    void followsARedirectToTheLeader() {
        FakeMaster leader = master(ReconnectorTest::welcome);
        FakeMaster standby = master((ctx, message) -> ctx.writeAndFlush(to(0, leader.address())));

        reconnector(standby.address()).start();

        await().until(() -> leader.hellos() == 1);
        assertThat(standby.hellos()).isOne();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void restsWhenItIsSentOnForTheFourthTimeInARow(boolean welcomes) {
        List<Long> askedAt = new CopyOnWriteArrayList<>();
        // This one sends everybody to itself.
        FakeMaster mirror = master((ctx, message) -> {
            if (message instanceof Hello) {
                askedAt.add(System.nanoTime());
                if (welcomes) {
                    welcome(ctx, message);
                }
                InetSocketAddress itself =
                        asUnresolved((InetSocketAddress) ctx.channel().localAddress());
                ctx.writeAndFlush(to(welcomes ? SESSION : 0, itself));
            }
        });

        reconnector(mirror.address()).start();

        await().until(() -> mirror.hellos() >= 5);
        assertThat(askedAt.get(4) - askedAt.get(3)).isGreaterThan(SECOND / 25);
    }

    @Test
    void countsOnlyRedirectsInARow() {
        // The leader is gone at first: each redirect ends at a closed port, and the slave starts again at the standby.
        FakeMaster gone = master(ReconnectorTest::welcome);
        gone.close();
        FakeMaster leader = master(ReconnectorTest::welcome);
        AtomicInteger asked = new AtomicInteger();
        FakeMaster standby = master((ctx, message) ->
                ctx.writeAndFlush(to(0, asked.incrementAndGet() <= 3 ? gone.address() : leader.address())));

        reconnector(standby.address()).start();

        await().until(() -> leader.hellos() == 1);
        assertThat(standby.hellos()).as("the fourth redirect was followed, too").isEqualTo(4);
    }

    @Test
    void closesBeforeItWasStarted() {
        Reconnector reconnector = reconnector(master(ReconnectorTest::welcome).address());

        await().until(closing(reconnector)::isDone);
    }

    @Test
    void doesNotConnectOnceItWasClosed() {
        FakeMaster master = master(ReconnectorTest::welcome);
        Reconnector reconnector = reconnector(master.address());
        CompletableFuture<Void> closed = closing(reconnector);
        reconnector.start();
        await().until(closed::isDone);

        // A second reconnector on the same loop comes after whatever the first one did.
        reconnector(master.address()).start();

        await().until(() -> master.hellos() > 0);
        assertThat(master.hellos()).isOne();
    }

    @Test
    void closesWithAGoodbyeWhileItIsConnected() {
        FakeMaster master = master(ReconnectorTest::welcome);
        Reconnector reconnector = reconnector(master.address());
        reconnector.start();
        await().until(() -> master.hellos() == 1);

        await().until(closing(reconnector)::isDone);

        await().until(() ->
                master.heard.stream().anyMatch(m -> m instanceof Goodbye g && g.reason() == GoodbyeReason.SHUTDOWN));
        assertThat(master.hellos()).isOne();
    }

    @Test
    void closesWhileItCannotReachAnybody() {
        FakeMaster gone = master(ReconnectorTest::welcome);
        gone.close();
        Reconnector reconnector = reconnector(gone.address());
        reconnector.start();

        await().until(closing(reconnector)::isDone);
    }

    @Test
    void complainsOfNothingWhenItIsClosedWhileItConnects() {
        ListAppender<ILoggingEvent> complaints = new ListAppender<>();
        Logger log = (Logger) LoggerFactory.getLogger(Reconnector.class);
        complaints.start();
        log.setLevel(Level.WARN);
        log.addAppender(complaints);
        EmbeddedChannel connecting = new EmbeddedChannel();
        ChannelPromise connected = connecting.newPromise();
        connecting.closeFuture().addListener(f -> connected.setFailure(new ClosedChannelException()));
        Reconnector reconnector = reconnector(
                loops.next(), (master, handler) -> connected, InetSocketAddress.createUnresolved("127.0.0.1", 8080));
        reconnector.start();

        await().until(closing(reconnector)::isDone);

        log.detachAppender(complaints);
        log.setLevel(null);
        assertThat(connected.cause()).isInstanceOf(ClosedChannelException.class);
        assertThat(complaints.list).isEmpty();
    }

    @Test
    void closesAsOftenAsItIsAsked() {
        Reconnector reconnector = reconnector(master(ReconnectorTest::welcome).address());
        reconnector.start();

        CompletableFuture<Void> first = closing(reconnector);
        CompletableFuture<Void> second = closing(reconnector);

        await().until(() -> first.isDone() && second.isDone());
        await().until(closing(reconnector)::isDone);
    }

    private static void welcome(ChannelHandlerContext ctx, Message message) {
        if (message instanceof Hello) {
            ctx.writeAndFlush(new Welcome(SESSION, "a", 1, SECOND, 20 * SECOND));
        }
    }

    private FakeMaster master(BiConsumer<ChannelHandlerContext, Message> script) {
        return new FakeMaster(loops, script);
    }

    private Reconnector reconnector(InetSocketAddress... masters) {
        EventLoop loop = loops.next();
        return reconnector(loop, new TcpDialer(loop, null), masters);
    }

    private Reconnector reconnector(EventLoop loop, Dialer dialer, InetSocketAddress... masters) {
        SlaveIdentity identity = new SlaveIdentity("a", 42, true);
        MasterChoice<InetSocketAddress> choice =
                new MasterChoice<>(List.of(masters), BackoffLimits.DEFAULT, true, new SplittableRandom(8));
        Witnesses witnesses = new Witnesses(List.of(masters), dialer, loop, local);
        return new Reconnector(choice, new SlaveParts(identity, clock), loop, dialer, witnesses, new SearchLog(local));
    }

    private static CompletableFuture<Void> closing(Reconnector reconnector) {
        return reconnector.close().toCompletableFuture();
    }

    private static Redirect to(long session, InetSocketAddress leader) {
        return new Redirect(session, leader.getHostString(), leader.getPort(), 1);
    }

    private static InetSocketAddress asUnresolved(InetSocketAddress address) {
        return InetSocketAddress.createUnresolved(address.getAddress().getHostAddress(), address.getPort());
    }
}
