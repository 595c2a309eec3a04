package io.campanile.slave;

import static io.campanile.clock.TestCorrections.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.campanile.clock.DisciplinedClock;
import io.campanile.core.discipline.DisciplineLimits;
import io.campanile.core.message.GoodbyeReason;
import io.campanile.core.message.Message;
import io.campanile.core.message.Message.Goodbye;
import io.campanile.core.message.Message.Hello;
import io.campanile.core.message.Message.Welcome;
import io.campanile.core.session.BackoffLimits;
import io.campanile.core.session.MasterChoice;
import io.campanile.proto.socket.SocketIo;
import io.campanile.slave.SlaveHandler.Ending;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a slave tells of the masters that it follows, and of those that did not have it. */
@Timeout(60)
class MasterSearchTest {

    private static final long SESSION = 9;
    private static final InetSocketAddress M1 = InetSocketAddress.createUnresolved("m1", 8080);
    private static final InetSocketAddress M2 = InetSocketAddress.createUnresolved("m2", 8080);

    private final AtomicLong now = new AtomicLong(1_000 * SECOND);
    private final SearchLog search = new SearchLog(now::get);
    private final EventLoopGroup loops = SocketIo.best().eventLoops(1, "search");

    @AfterEach
    void shutDown() {
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private static Ending refused(GoodbyeReason reason, String detail) {
        Goodbye goodbye = new Goodbye(0, reason, detail);
        return new Ending(false, Optional.empty(), Optional.of(goodbye), goodbye.toString());
    }

    @Test
    void saysWhoRefusedItSinceWhenAndWhatToDo() {
        search.ended(M1, refused(GoodbyeReason.NOT_ALLOWED, "the list does not name \u202ea1"));
        now.addAndGet(SECOND);
        search.unreachable(M2, "connection refused");
        now.addAndGet(SECOND);
        search.ended(M1, refused(GoodbyeReason.NOT_ALLOWED, "the list still does not"));

        MasterSearch found = search.now();
        assertThat(found.master()).isEmpty();
        assertThat(found.refusals())
                .containsExactly(
                        new Refusal(
                                "m1:8080",
                                Optional.of(GoodbyeReason.NOT_ALLOWED),
                                "the master at m1:8080 does not let this slave in: NOT_ALLOWED: the list still does not",
                                Refusal.remedy(GoodbyeReason.NOT_ALLOWED),
                                1_000 * SECOND,
                                1_002 * SECOND),
                        new Refusal(
                                "m2:8080",
                                Optional.empty(),
                                "cannot reach the master at m2:8080: connection refused",
                                Refusal.UNHEARD,
                                1_001 * SECOND,
                                1_001 * SECOND));
    }

    @Test
    void saysNoMoreOfItOnceAMasterHasKeptIt() {
        search.ended(M1, refused(GoodbyeReason.FULL, "no room"));
        search.follows(M2);
        assertThat(search.now().master()).contains("m2:8080");
        assertThat(search.now().refusals()).hasSize(1);

        now.addAndGet(MasterChoice.PROVEN_NANOS);
        assertThat(search.now().refusals()).isEmpty();

        search.followsNobody(true);
        search.unreachable(M2, "gone");
        assertThat(search.now().master()).isEmpty();
        assertThat(search.now().refusals()).extracting(Refusal::master).containsExactly("m2:8080");
    }

    @Test
    void remembersNoMoreMastersThanItMay() {
        for (int i = 0; i < 1000; i++) {
            search.unreachable(InetSocketAddress.createUnresolved("m" + i, 1), "gone");
        }
        assertThat(search.now().refusals()).hasSize(100);
    }

    @Test
    void everyReasonHasARemedy() {
        assertThat(GoodbyeReason.values())
                .allSatisfy(reason -> assertThat(Refusal.remedy(reason)).isNotBlank());
    }

    @Test
    void leavesAMasterAloneForAMinuteThatItDoesNotBelieve() throws Exception {
        long tooFar = Long.MAX_VALUE / 2;
        FakeMaster rogue = master((ctx, message) -> welcome(ctx, message, tooFar));
        MasterChoice<InetSocketAddress> choice = start(rogue);

        await().until(() -> !search.now().refusals().isEmpty());

        assertThat(search.now().refusals().get(0).reason()).contains(GoodbyeReason.DISTRUSTED);
        assertThat(nanosUntilTheNextAttempt(choice)).isGreaterThan(50 * SECOND);
        assertThat(rogue.hellos()).isOne();
    }

    @Test
    void takesABrokenConnectionForNoRefusal() {
        FakeMaster dying = master((ctx, message) -> ctx.close());
        start(dying);

        await().until(() -> !search.now().refusals().isEmpty());

        assertThat(search.now().refusals().get(0).reason()).isEmpty();
    }

    private long nanosUntilTheNextAttempt(MasterChoice<InetSocketAddress> choice) throws Exception {
        EventLoop loop = loops.next();
        return loop.submit(() -> choice.nextAtNanos() - loop.ticker().nanoTime())
                .get();
    }

    private static void welcome(ChannelHandlerContext ctx, Message message, long epoch) {
        if (message instanceof Hello) {
            ctx.writeAndFlush(new Welcome(SESSION, "a", epoch, SECOND, 20 * SECOND));
        }
    }

    private FakeMaster master(BiConsumer<ChannelHandlerContext, Message> script) {
        return new FakeMaster(loops, script);
    }

    private MasterChoice<InetSocketAddress> start(FakeMaster master) {
        EventLoop loop = loops.next();
        MasterChoice<InetSocketAddress> choice =
                new MasterChoice<>(List.of(master.address()), BackoffLimits.DEFAULT, true, new SplittableRandom(8));
        DisciplinedClock clock = new DisciplinedClock(now::get, DisciplineLimits.DEFAULT);
        TcpDialer dialer = new TcpDialer(loop, null);
        Witnesses witnesses = new Witnesses(List.of(master.address()), dialer, loop, clock.local());
        new Reconnector(
                        choice,
                        new SlaveParts(new SlaveIdentity("a", 42, true), clock),
                        loop,
                        dialer,
                        witnesses,
                        search)
                .start();
        return choice;
    }
}
