package io.campanile.slave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.campanile.clock.ClusterClock;
import io.campanile.clock.DisciplinedClock;
import io.campanile.clock.SkewedClock;
import io.campanile.clock.SystemClock;
import io.campanile.clock.TestCorrections;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.discipline.DisciplineLimits;
import io.campanile.core.message.Correct;
import io.campanile.core.message.Message.Goodbye;
import io.campanile.core.message.Message.Hello;
import io.campanile.core.message.Message.Welcome;
import io.campanile.proto.socket.SocketIo;
import io.campanile.proto.socket.Transport;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoopGroup;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class SlaveTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final long SECOND = 1_000_000_000L;
    private static final long SESSION = 9;

    private final EventLoopGroup loops = SocketIo.best().eventLoops(1, "shared");
    private final FakeMaster master = new FakeMaster(loops, (ctx, message) -> {
        if (message instanceof Hello hello) {
            ctx.write(new Welcome(SESSION, hello.name(), 1, SECOND, 20 * SECOND));
            ctx.writeAndFlush(new Correct(SESSION, TestCorrections.first(new SystemClock().nanos())));
        }
    });

    @AfterEach
    void shutDown() {
        master.close();
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void startsWithAClockThatGetsSynchronized() {
        try (Slave slave = options().build()) {
            assertThat(slave.clock().status()).isEqualTo(ClockStatus.UNSYNCHRONIZED);

            assertThat(started(slave)).succeedsWithin(LONG).isSameAs(slave.clock());

            assertThat(slave.clock().status()).isEqualTo(ClockStatus.SYNCHRONIZED);
        }
    }

    @Test
    void startsOnceHoweverOftenItIsAsked() {
        try (Slave slave = options().build()) {
            slave.start();
            assertThat(started(slave)).succeedsWithin(LONG);

            assertThat(master.hellos()).isOne();
        }
    }

    @Test
    void sharesAnEventLoopWithAnotherAndHasNoThreadOfItsOwn() {
        try (Slave one = options().name("one").eventLoopGroup(loops).build();
                Slave two = options().name("two").eventLoopGroup(loops).build()) {
            assertThat(started(one)).succeedsWithin(LONG);
            assertThat(started(two)).succeedsWithin(LONG);

            assertThat(ownThreads()).isEmpty();
        }
        assertThat(loops.isShuttingDown()).as("it stays the caller's").isFalse();
    }

    @Test
    void endsItsOwnThreadWhenItIsClosed() {
        try (Slave slave = options().build()) {
            assertThat(started(slave)).succeedsWithin(LONG);
            assertThat(ownThreads()).hasSize(1);
        }
        await().until(() -> ownThreads().isEmpty());
    }

    @ParameterizedTest
    @EnumSource
    void worksOnEventLoopsOfEitherKind(SocketIo kind) {
        assumeTrue(kind == SocketIo.NIO || kind == SocketIo.best(), "there are no sockets of kind " + kind + " here");
        EventLoopGroup others = kind.eventLoops(1, "others");
        try (Slave slave = options().eventLoopGroup(others).build()) {
            assertThat(started(slave)).succeedsWithin(LONG);
        } finally {
            others.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        }
    }

    @Test
    void isCorrectedFromTheClockThatItIsGiven() {
        try (Slave slave = options()
                .localClock(new SkewedClock(new SystemClock(), 3600 * SECOND, 0))
                .build()) {
            assertThat(slave.clock().nanos()).isGreaterThan(new SystemClock().nanos() + 3599 * SECOND);
        }
    }

    @Test
    void correctsAClockThatItsCallerKeeps() {
        DisciplinedClock shared = new DisciplinedClock(new SystemClock(), DisciplineLimits.DEFAULT);
        try (Slave slave = options().clock(shared).build()) {
            assertThat(started(slave)).succeedsWithin(LONG).isSameAs(shared);
        }
        assertThat(shared.status()).isEqualTo(ClockStatus.SYNCHRONIZED);

        try (Slave next = options().clock(shared).build()) {
            assertThat(started(next)).as("one slave after the other").succeedsWithin(LONG);
        }
    }

    @Test
    void asksForItsNameAndItsVote() {
        try (Slave slave = options().name("orders-1").observer().build()) {
            assertThat(started(slave)).succeedsWithin(LONG);

            assertThat(slave.name()).isEqualTo("orders-1");
            Hello hello = (Hello) master.heard.get(0);
            assertThat(hello.name()).isEqualTo("orders-1");
            assertThat(hello.votes()).isFalse();
        }
    }

    @Test
    void isNamedAfterItsHostUnlessItIsGivenAName() {
        try (Slave slave = options().build()) {
            assertThat(slave.name()).isEqualTo(SlaveIdentity.hostName()).isNotBlank();
        }
    }

    @Test
    void tellsItsListenersOfTheFirstSynchronization() {
        List<ClockStatus> heard = new CopyOnWriteArrayList<>();
        try (Slave slave =
                options().onStatusChange((before, now) -> heard.add(now)).build()) {
            slave.start();

            await().until(() -> heard.contains(ClockStatus.SYNCHRONIZED));
        }
    }

    @Test
    void preparesItsConnectionsAsItIsTold() {
        List<InetSocketAddress> prepared = new CopyOnWriteArrayList<>();
        try (Slave slave =
                options().connectionSetup((channel, to) -> prepared.add(to)).build()) {
            assertThat(started(slave)).succeedsWithin(LONG);

            assertThat(prepared).containsExactly(master.address());
        }
    }

    @Test
    void triesAgainWhenAConnectionCannotBePrepared() {
        List<InetSocketAddress> tries = new CopyOnWriteArrayList<>();
        try (Slave slave = options()
                .connectionSetup((channel, to) -> {
                    tries.add(to);
                    if (tries.size() < 3) {
                        throw new IllegalStateException("on purpose");
                    }
                })
                .build()) {
            assertThat(started(slave)).succeedsWithin(LONG);
        }
    }

    @Test
    void saysGoodbyeWhenItIsClosed() {
        Slave slave = options().build();
        assertThat(started(slave)).succeedsWithin(LONG);

        slave.close();
        slave.close();

        await().until(() -> master.heard.stream().anyMatch(Goodbye.class::isInstance));
        assertThat(slave.clock().nanos()).as("and can still be read").isPositive();
    }

    @Test
    void closesBeforeItWasStartedAndStartsNoMore() {
        Slave slave = options().build();
        slave.close();

        assertThat(started(slave)).failsWithin(LONG).withThrowableThat().havingRootCause();
        assertThat(master.hellos()).isZero();
    }

    @Test
    void failsToStartWhenItIsClosedBeforeItIsSynchronized() {
        FakeMaster silent = new FakeMaster(loops, (ctx, message) -> {});
        Slave slave = Campanile.slave()
                .master(silent.address().getHostString(), silent.address().getPort())
                .eventLoopGroup(loops)
                .build();
        CompletableFuture<ClusterClock> started = started(slave);
        slave.close();

        assertThat(started)
                .failsWithin(LONG)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(IllegalStateException.class)
                .withMessage("the slave that keeps this clock was closed");
        silent.close();
    }

    @Test
    void closesWhenItsEventLoopIsGoneAlready() {
        EventLoopGroup others = SocketIo.best().eventLoops(1, "others");
        Slave slave = options().eventLoopGroup(others).build();
        assertThat(started(slave)).succeedsWithin(LONG);
        others.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();

        assertThat(slave.stop().toCompletableFuture()).succeedsWithin(LONG);
    }

    @Test
    void doesNotWaitForItselfWhenItsEventLoopClosesIt() {
        Slave slave = options().eventLoopGroup(loops).build();

        assertThat(loops.submit(slave::close).awaitUninterruptibly(30, TimeUnit.SECONDS))
                .isTrue();
    }

    @Test
    void needsAMaster() {
        assertThatIllegalArgumentException()
                .isThrownBy(Campanile.slave()::build)
                .withMessage("a slave needs at least one master: give master(host, port)");
    }

    @Test
    void setsUpNoDatagrams() {
        assertThatIllegalArgumentException()
                .isThrownBy(options().transport(Transport.UDP).connectionSetup((channel, to) -> {})::build)
                .withMessageContaining("datagrams have no connection to set up");
    }

    @Test
    void refusesEventLoopsThatServeNoSockets() {
        DefaultEventLoop loop = new DefaultEventLoop();
        try (Slave slave = options().eventLoopGroup(loop).build()) {
            assertThat(started(slave))
                    .failsWithin(LONG)
                    .withThrowableThat()
                    .havingRootCause()
                    .withMessageContaining("these event loops serve neither epoll nor NIO sockets");
        } finally {
            loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        }
    }

    @Test
    void refusesABackoffThatIsNone() {
        Duration second = Duration.ofSeconds(1);
        assertThatIllegalArgumentException().isThrownBy(() -> options().backoff(Duration.ZERO, second));
        assertThatIllegalArgumentException().isThrownBy(() -> options().backoff(second, Duration.ofMillis(999)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options().backoff(second, Duration.ofHours(2)))
                .withMessageStartingWith("a back-off from PT1S to PT2H: choose");
    }

    private SlaveBuilder options() {
        InetSocketAddress address = master.address();
        return Campanile.slave().master(address.getHostString(), address.getPort());
    }

    private static CompletableFuture<ClusterClock> started(Slave slave) {
        return slave.start().toCompletableFuture();
    }

    private static List<Thread> ownThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(t -> t.getName().startsWith("campanile-slave"))
                .toList();
    }
}
