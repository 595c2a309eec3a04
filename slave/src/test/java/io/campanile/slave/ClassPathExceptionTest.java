package io.campanile.slave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.campanile.clock.ClusterClock;
import io.campanile.clock.DisciplinedClock;
import io.campanile.clock.SystemClock;
import io.campanile.core.discipline.DisciplineLimits;
import io.campanile.proto.socket.SocketIo;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What no attempt can mend ends the attempts, and fails whoever waits. */
@Timeout(30)
class ClassPathExceptionTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final EventLoopGroup loops = SocketIo.best().eventLoops(1, "shared");
    private final FakeMaster master = new FakeMaster(loops, (ctx, message) -> {});
    private final AtomicInteger dials = new AtomicInteger();
    private final Dialer broken = (address, handler) -> {
        dials.incrementAndGet();
        return new EmbeddedChannel().newFailedFuture(new IllegalStateException(missing()));
    };

    @AfterEach
    void shutDown() {
        master.close();
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private static LinkageError missing() {
        return new NoClassDefFoundError("io/netty/channel/epoll/EpollIoHandler");
    }

    @Test
    void failsTheStartAndSaysWhatToDo() {
        try (Slave slave = options().dialer(broken).build()) {
            assertThat(slave.start().toCompletableFuture())
                    .failsWithin(LONG)
                    .withThrowableThat()
                    .havingRootCause()
                    .isInstanceOf(NoClassDefFoundError.class);

            assertThatIllegalStateException()
                    .isThrownBy(() -> slave.clock().awaitSynchronized(LONG))
                    .withMessageContaining("io/netty/channel/epoll/EpollIoHandler")
                    .withMessageContaining("depend on campanile-slave-shaded in place of campanile-slave")
                    .withCauseInstanceOf(ClassPathException.class);
            assertThat(dials).as("attempts").hasValue(1);
        }
    }

    @Test
    void failsThoseWhoWaitAlready() {
        try (Slave slave = options().dialer(broken).build()) {
            CompletableFuture<Void> waiting = slave.clock().awaitSynchronized().toCompletableFuture();

            slave.start();

            assertThat(waiting)
                    .failsWithin(LONG)
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOf(ClassPathException.class);
        }
    }

    @Test
    void endsASessionOfWhichAHandlerLacksAClass() {
        SlaveBuilder options = options()
                .connectionSetup((channel, address) -> channel.pipeline().addLast(new ChannelInboundHandlerAdapter() {
                    @Override
                    public void channelActive(ChannelHandlerContext ctx) {
                        dials.incrementAndGet();
                        throw missing();
                    }
                }));
        try (Slave slave = options.build()) {
            slave.start();

            assertThatIllegalStateException()
                    .isThrownBy(() -> slave.clock().awaitSynchronized(LONG))
                    .withCauseInstanceOf(ClassPathException.class);
            assertThat(dials).as("attempts").hasValue(1);
        }
    }

    @Test
    void leavesTheCallersClockToTheCaller() {
        DisciplinedClock shared = new DisciplinedClock(new SystemClock(), DisciplineLimits.DEFAULT);
        CompletableFuture<Void> owner = shared.awaitSynchronized().toCompletableFuture();
        try (Slave slave = options().clock(shared).dialer(broken).build()) {
            CompletableFuture<ClusterClock> started = slave.start().toCompletableFuture();

            assertThat(started).failsWithin(LONG);
            assertThat(owner).isNotDone();
        }
    }

    private SlaveBuilder options() {
        return Campanile.slave()
                .master(master.address().getHostString(), master.address().getPort())
                .name("a");
    }
}
