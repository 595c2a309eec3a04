package io.campanile.slave;

import static io.campanile.clock.TestCorrections.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.campanile.clock.DisciplinedClock;
import io.campanile.clock.SystemClock;
import io.campanile.core.LocalClock;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.discipline.Correction;
import io.campanile.core.discipline.DisciplineLimits;
import io.campanile.core.message.Correct;
import io.campanile.core.message.GoodbyeReason;
import io.campanile.core.message.Message;
import io.campanile.core.message.Message.Goodbye;
import io.campanile.core.message.Message.Hello;
import io.campanile.core.message.Message.Welcome;
import io.campanile.core.message.Question;
import io.campanile.core.message.Testimony;
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
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A slave of three masters, over real sockets, one of which wants its clock to be elsewhere than the others say. */
@Timeout(60)
class ContradictedMastersTest {

    private static final long SESSION = 9;
    private static final long EPOCH = 5;
    private static final long ROGUE_EPOCH = 50;
    private static final long LIE = 60 * SECOND;
    private static final long ERROR = SECOND / 100;

    /** A busy machine is no failure. */
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final EventLoopGroup loops = SocketIo.best().eventLoops(1, "masters");
    private final EventLoop loop = loops.next();
    private final LocalClock local = new SystemClock();
    private final DisciplinedClock clock = new DisciplinedClock(local, DisciplineLimits.DEFAULT);
    private final SearchLog search = new SearchLog(local);
    private final List<Channel> dialled = new CopyOnWriteArrayList<>();
    private @Nullable Reconnector reconnector;

    // The event loop uses these.
    private final List<ChannelHandlerContext> waiting = new ArrayList<>();
    private long base = -1;

    @AfterEach
    void shutDown() {
        if (reconnector != null) {
            await().until(reconnector.close().toCompletableFuture()::isDone);
            await().until(() -> dialled.stream().noneMatch(Channel::isOpen));
        }
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void leavesTheRogueBeforeItIsObeyedAndIsCorrectedByTheOthers() {
        FakeMaster rogue = master(this::betray);
        FakeMaster one = master(this::leadLater);
        FakeMaster other = master(this::testify);

        start(rogue.address(), one.address(), other.address());

        await().atMost(PATIENCE).until(() -> saidGoodbye(rogue, GoodbyeReason.DISTRUSTED));
        assertThat(clock.status()).isEqualTo(ClockStatus.UNSYNCHRONIZED);
        assertThat(clock.state(local.nanos()).epoch()).as("obeyed").isZero();
        Refusal refusal = search.now().refusals().stream()
                .filter(each -> each.reason().isPresent())
                .findFirst()
                .orElseThrow();
        assertThat(refusal.reason()).contains(GoodbyeReason.DISTRUSTED);
        assertThat(refusal.why()).contains("2 of the 3 masters in this slave's list agree on another time", "60 s");
        assertThat(refusal.remedy()).isNotEmpty();

        lead(0);
        await().atMost(PATIENCE).until(() -> clock.status() == ClockStatus.SYNCHRONIZED);
        assertThat(clock.state(local.nanos()).epoch()).isEqualTo(EPOCH);
        assertThat(rogue.hellos()).as("it is left alone for a minute").isOne();
    }

    @Test
    void forgetsTheEpochOfAMasterThatTurnsRogueInASession() {
        List<ChannelHandlerContext> sessions = new CopyOnWriteArrayList<>();
        FakeMaster turncoat = master((ctx, message) -> {
            if (message instanceof Hello) {
                sessions.add(ctx);
                correct(ctx, ROGUE_EPOCH, 0, 0);
            }
        });
        FakeMaster one = master(this::leadLater);
        FakeMaster other = master(this::testify);
        start(turncoat.address(), one.address(), other.address());
        await().atMost(PATIENCE).until(() -> clock.state(local.nanos()).epoch() == ROGUE_EPOCH);

        // Inquiries have their pause.
        await().atMost(PATIENCE).pollInterval(1, TimeUnit.SECONDS).until(() -> {
            sessions.get(0).writeAndFlush(new Correct(SESSION, correction(ROGUE_EPOCH, 1, LIE)));
            return saidGoodbye(turncoat, GoodbyeReason.DISTRUSTED);
        });

        assertThat(clock.status()).as("what was true stays true").isNotEqualTo(ClockStatus.UNSYNCHRONIZED);
        assertThat(clock.state(local.nanos()).epoch()).isEqualTo(EPOCH);
        lead(1);
        await().atMost(PATIENCE)
                .until(() -> clock.state(local.nanos()).mapping().version() == 2);
        assertThat(one.heard).noneMatch(m -> m instanceof Goodbye g && g.reason() == GoodbyeReason.STALE_MASTER);
    }

    /** Of two that are reached, one is dead and one is frozen: neither may cost a good leader its slave, or the slave its start. */
    @Test
    void obeysAMasterWithinSecondsWhereTheOthersAreDeadOrFrozen() throws IOException {
        try (ServerSocket frozen = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            FakeMaster dead = master((ctx, message) -> {});
            dead.close();
            FakeMaster leader = master((ctx, message) -> {
                if (message instanceof Hello) {
                    correct(ctx, EPOCH, 0, 0);
                }
            });
            InetSocketAddress there = InetSocketAddress.createUnresolved("127.0.0.1", frozen.getLocalPort());

            start(leader.address(), dead.address(), there);

            await().atMost(PATIENCE).until(() -> clock.status() == ClockStatus.SYNCHRONIZED);
            assertThat(leader.hellos()).isOne();
        }
    }

    /** A master of an earlier release does not know the question, and says nothing. One that keeps no time says so. */
    @Test
    void mastersThatDoNotKnowContradictNobody() {
        FakeMaster old = master((ctx, message) -> {});
        FakeMaster fresh = master((ctx, message) -> {
            if (message instanceof Question) {
                ctx.writeAndFlush(new Testimony(local.nanos(), Message.MAX_NANOS, 0));
            }
        });
        FakeMaster leader = master(this::betray);
        start(leader.address(), old.address(), fresh.address());
        await().atMost(PATIENCE).until(() -> clock.status() == ClockStatus.SYNCHRONIZED);
        assertThat(leader.hellos()).isOne();
    }

    @Test
    void ofTwoMastersNeitherIsAskedAboutTheOther() {
        FakeMaster one = master(this::betray);
        FakeMaster other = master(this::testify);
        start(one.address(), other.address());
        await().atMost(PATIENCE).until(() -> clock.status() == ClockStatus.SYNCHRONIZED);
        assertThat(other.heard).noneMatch(Question.class::isInstance);
    }

    /** Nobody leads the honest masters at first: who says hello waits. */
    private void leadLater(ChannelHandlerContext ctx, Message message) {
        testify(ctx, message);
        if (message instanceof Hello) {
            if (base < 0) {
                waiting.add(ctx);
            } else {
                correct(ctx, EPOCH, base, 0);
            }
        }
    }

    /** Now one does, and corrects clocks of this version. */
    private void lead(long version) {
        loop.submit(() -> {
                    base = version;
                    waiting.forEach(ctx -> correct(ctx, EPOCH, version, 0));
                })
                .syncUninterruptibly();
    }

    private void betray(ChannelHandlerContext ctx, Message message) {
        if (message instanceof Hello) {
            correct(ctx, ROGUE_EPOCH, 0, LIE);
        }
    }

    private void testify(ChannelHandlerContext ctx, Message message) {
        if (message instanceof Question) {
            ctx.writeAndFlush(new Testimony(local.nanos(), ERROR, EPOCH));
        }
    }

    private void correct(ChannelHandlerContext ctx, long epoch, long base, long offset) {
        ctx.write(new Welcome(SESSION, "a", epoch, 10 * SECOND, 60 * SECOND));
        ctx.writeAndFlush(new Correct(SESSION, correction(epoch, base, offset)));
    }

    private Correction correction(long epoch, long base, long offset) {
        return new Correction(epoch, base + 1, base, local.nanos(), offset, 0, ERROR, 1, 60 * SECOND, 120 * SECOND);
    }

    private static boolean saidGoodbye(FakeMaster master, GoodbyeReason why) {
        return master.heard.stream().anyMatch(m -> m instanceof Goodbye g && g.reason() == why);
    }

    private FakeMaster master(BiConsumer<ChannelHandlerContext, Message> script) {
        return new FakeMaster(loops, script);
    }

    private void start(InetSocketAddress... masters) {
        TcpDialer tcp = new TcpDialer(loop, null);
        Dialer dialer = (master, handler) -> {
            ChannelFuture connecting = tcp.dial(master, handler);
            dialled.add(connecting.channel());
            return connecting;
        };
        List<InetSocketAddress> list = List.of(masters);
        reconnector = new Reconnector(
                new MasterChoice<>(list, BackoffLimits.DEFAULT, true, new SplittableRandom(8)),
                new SlaveParts(new SlaveIdentity("a", 42, true), clock),
                loop,
                dialer,
                new Witnesses(list, dialer, loop, local),
                search);
        reconnector.start();
    }
}
