package io.campanile.slave;

import static io.campanile.clock.TestCorrections.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.campanile.clock.DisciplinedClock;
import io.campanile.clock.SystemClock;
import io.campanile.core.LocalClock;
import io.campanile.core.discipline.Correction;
import io.campanile.core.discipline.DisciplineLimits;
import io.campanile.core.message.Correct;
import io.campanile.core.message.GoodbyeReason;
import io.campanile.core.message.Message;
import io.campanile.core.message.Message.Goodbye;
import io.campanile.core.message.Message.Hello;
import io.campanile.core.message.Message.Probe;
import io.campanile.core.message.Message.Reading;
import io.campanile.core.message.Message.Redirect;
import io.campanile.core.message.Message.Welcome;
import io.campanile.core.message.Standing;
import io.campanile.core.session.BackoffLimits;
import io.campanile.core.session.MasterChoice;
import io.campanile.proto.socket.SocketIo;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A slave and several masters, over real sockets: one of them may be dead, frozen, lost, waiting, or one too many. */
@Timeout(60)
class SeveralMastersTest {

    private static final long SESSION = 9;
    private static final long EPOCH = 5;

    /** A master that sends nothing counts as quiet after a quarter of a second. */
    private static final long SHORT_ROUND = SECOND / 10;

    private final EventLoopGroup loops = SocketIo.best().eventLoops(1, "masters");
    private final EventLoop loop = loops.next();
    private final LocalClock local = new SystemClock();
    private final DisciplinedClock clock = new DisciplinedClock(local, DisciplineLimits.DEFAULT);
    private final List<Channel> dialled = new CopyOnWriteArrayList<>();
    private @Nullable Reconnector reconnector;

    @AfterEach
    void shutDown() {
        if (reconnector != null) {
            await().until(reconnector.close().toCompletableFuture()::isDone);
            assertThat(dialled).as("connections of a slave that is closed").noneMatch(Channel::isOpen);
        }
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void findsTheLeaderHoweverTheOthersAre() throws IOException {
        try (ServerSocket frozen = frozen()) {
            FakeMaster dead = master((ctx, message) -> {});
            dead.close();
            FakeMaster waiting = master((ctx, message) -> {});
            FakeMaster leader = master((ctx, message) -> welcome(ctx, message, EPOCH, SECOND));

            start(address(frozen), dead.address(), waiting.address(), leader.address());

            await().until(() -> leader.hellos() == 1);
            await().until(() -> saidGoodbye(waiting));
            await().until(waiting.connections::isEmpty);
            assertThat(waiting.hellos()).isOne();
            assertThat(leader.connections.size()).isOne();
            await().until(() -> dialled.stream().filter(Channel::isOpen).count() == 1);
        }
    }

    @Test
    void waitsWithoutAskingAgainWhereNobodyLeads() {
        List<ChannelHandlerContext> waiting = new CopyOnWriteArrayList<>();
        FakeMaster first = master((ctx, message) -> waiting.add(ctx));
        FakeMaster second = master((ctx, message) -> {});
        start(first.address(), second.address());
        await().until(() -> waiting.size() == 1 && second.hellos() == 1);

        welcome(waiting.get(0), first.heard.get(0), EPOCH, SECOND);

        await().until(() -> saidGoodbye(second));
        assertThat(first.hellos()).isOne();
        assertThat(second.hellos()).isOne();
    }

    @Test
    void obeysOneOfTwoThatBothWelcomeIt() {
        FakeMaster one = master((ctx, message) -> welcomeAndCorrect(ctx, message, EPOCH));
        FakeMaster other = master((ctx, message) -> welcomeAndCorrect(ctx, message, EPOCH + 1));

        start(one.address(), other.address());

        await().until(() -> saidGoodbye(one) || saidGoodbye(other));
        await().until(() -> one.connections.size() + other.connections.size() == 1);
        long obeyed = one.connections.isEmpty() ? EPOCH + 1 : EPOCH;
        await().until(() -> epoch() > 0);
        assertThat(epoch()).as("what the other one sent was not obeyed").isEqualTo(obeyed);
        assertThat(clock.state(local.nanos()).mapping().version()).isOne();
    }

    @Test
    void asksALeaderOnceThatItKnowsAlready() {
        FakeMaster leader = master((ctx, message) -> welcome(ctx, message, EPOCH, SECOND));
        FakeMaster standby = master((ctx, message) -> sendOn(ctx, message, leader, EPOCH));
        FakeMaster another = master((ctx, message) -> sendOn(ctx, message, leader, EPOCH));

        start(standby.address(), another.address(), leader.address());

        await().until(() -> leader.hellos() == 1);
        await().until(() -> standby.connections.isEmpty() && another.connections.isEmpty());
        assertThat(leader.hellos()).isOne();
    }

    @Test
    void movesToANewLeaderWhileItsOldOneIsFrozen() {
        FakeMaster old = master((ctx, message) -> welcome(ctx, message, EPOCH, SHORT_ROUND));
        AtomicInteger asked = new AtomicInteger();
        FakeMaster standby = master((ctx, message) -> {
            // It takes some time until it leads.
            if (message instanceof Hello && asked.incrementAndGet() <= 3) {
                sendOn(ctx, message, old, EPOCH);
            } else {
                welcomeAndCorrect(ctx, message, EPOCH + 1);
            }
        });

        start(old.address(), standby.address());

        await().until(() -> epoch() == EPOCH + 1);
        await().until(() -> saidGoodbye(old));
        assertThat(old.hellos()).as("it was never asked again").isOne();
        assertThat(standby.hellos()).isEqualTo(4);
    }

    @Test
    void keepsTheSessionWithAMasterThatIsOnlySlow() {
        List<ChannelHandlerContext> session = new CopyOnWriteArrayList<>();
        FakeMaster slow = master((ctx, message) -> {
            session.add(ctx);
            welcome(ctx, message, EPOCH, SHORT_ROUND);
        });
        FakeMaster standby = master((ctx, message) -> sendOn(ctx, message, slow, EPOCH));
        start(slow.address(), standby.address());
        await().until(() -> standby.hellos() >= 4);

        session.get(0).writeAndFlush(new Probe(SESSION, 1, 1, 0, Standing.MEMBER, null));

        await().until(() -> slow.heard.stream().anyMatch(Reading.class::isInstance));
        assertThat(slow.hellos()).isOne();
        assertThat(slow.connections.size()).isOne();
    }

    @Test
    void comesToRestAtAMasterThatHasTwoNames() {
        AtomicReference<ChannelHandlerContext> session = new AtomicReference<>();
        FakeMaster leader = master((ctx, message) -> {
            if (message instanceof Hello) {
                ChannelHandlerContext before = session.getAndSet(ctx);
                welcome(ctx, message, EPOCH, 10 * SECOND);
                if (before != null) {
                    before.writeAndFlush(new Goodbye(SESSION, GoodbyeReason.SUPERSEDED, ""));
                }
            }
        });
        int port = leader.address().getPort();

        start(leader.address(), InetSocketAddress.createUnresolved("localhost", port));

        await().during(Duration.ofSeconds(2)).until(() -> leader.connections.size() == 1);
        assertThat(leader.hellos()).isLessThanOrEqualTo(4);
    }

    @Test
    void leavesEveryMasterThatItAsksWhenItIsClosed() throws IOException {
        try (ServerSocket frozen = frozen()) {
            FakeMaster waiting = master((ctx, message) -> {});
            start(address(frozen), waiting.address());
            await().until(() -> waiting.hellos() == 1);

            stop();

            await().until(waiting.connections::isEmpty);
            assertThat(saidGoodbye(waiting)).isTrue();
        }
    }

    private static void welcome(ChannelHandlerContext ctx, Message message, long epoch, long round) {
        if (message instanceof Hello) {
            ctx.writeAndFlush(new Welcome(SESSION, "a", epoch, round, 20 * SECOND));
        }
    }

    private void welcomeAndCorrect(ChannelHandlerContext ctx, Message message, long epoch) {
        if (message instanceof Hello) {
            ctx.write(new Welcome(SESSION, "a", epoch, 10 * SECOND, 20 * SECOND));
            ctx.writeAndFlush(
                    new Correct(SESSION, new Correction(epoch, 1, 0, local.nanos(), 0, 0, 5, 1, SECOND, SECOND)));
        }
    }

    private static void sendOn(ChannelHandlerContext ctx, Message message, FakeMaster leader, long epoch) {
        if (message instanceof Hello) {
            InetSocketAddress to = leader.address();
            ctx.writeAndFlush(new Redirect(0, to.getHostString(), to.getPort(), epoch));
        }
    }

    private static boolean saidGoodbye(FakeMaster master) {
        return master.heard.stream().anyMatch(m -> m instanceof Goodbye g && g.reason() == GoodbyeReason.SHUTDOWN);
    }

    private long epoch() {
        return clock.state(local.nanos()).epoch();
    }

    private FakeMaster master(BiConsumer<ChannelHandlerContext, Message> script) {
        return new FakeMaster(loops, script);
    }

    /** Its kernel accepts connections, and nobody ever reads. */
    private static ServerSocket frozen() throws IOException {
        return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    private static InetSocketAddress address(ServerSocket socket) {
        return InetSocketAddress.createUnresolved(
                InetAddress.getLoopbackAddress().getHostAddress(), socket.getLocalPort());
    }

    private void start(InetSocketAddress... masters) {
        TcpDialer tcp = new TcpDialer(loop, null);
        Dialer dialer = (master, handler) -> {
            ChannelFuture connecting = tcp.dial(master, handler);
            dialled.add(connecting.channel());
            return connecting;
        };
        reconnector = new Reconnector(
                new MasterChoice<>(List.of(masters), BackoffLimits.DEFAULT, true, new SplittableRandom(8)),
                new SlaveParts(new SlaveIdentity("a", 42, true), clock),
                loop,
                dialer,
                new Witnesses(List.of(masters), dialer, loop, local),
                new SearchLog(clock.local()));
        reconnector.start();
    }

    private void stop() {
        if (reconnector != null) {
            await().until(reconnector.close().toCompletableFuture()::isDone);
        }
    }
}
