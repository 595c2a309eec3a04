package io.campanile.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.campanile.clock.SkewedClock;
import io.campanile.core.LocalClock;
import io.campanile.core.discipline.Correction;
import io.campanile.core.message.Message;
import io.campanile.core.message.Message.Probe;
import io.campanile.core.message.Message.Redirect;
import io.campanile.core.message.Message.Welcome;
import io.campanile.core.message.Standing;
import io.campanile.proto.codec.Arrived;
import io.campanile.proto.codec.MessageCodec;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchTest {

    private static final List<InetSocketAddress> MASTERS =
            List.of(InetSocketAddress.createUnresolved("127.0.0.1", 8080));

    private final EventLoop loop = new DefaultEventLoop();
    private final LocalClock machine = () -> 1_000_000_000L;
    private final Census census = new Census(machine);
    private final CompletableFuture<EmbeddedChannel> connection = new CompletableFuture<>();
    private final List<EmbeddedChannel> dialled = new CopyOnWriteArrayList<>();

    @AfterEach
    void shutDown() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        dialled.forEach(EmbeddedChannel::releaseOutbound);
    }

    private LoadSlave slave(Uplink line) {
        SkewedClock local = new SkewedClock(machine, 0, 0);
        LoadSlave slave = new LoadSlave(MASTERS, "s", false, local, 0, line, census);
        slave.start();
        return slave;
    }

    private LoadSlave connected() {
        LoadSlave slave = slave(new Uplink(loop, (master, handler) -> {
            EmbeddedChannel channel = new EmbeddedChannel(handler);
            dialled.add(channel);
            connection.complete(channel);
            return channel.newSucceededFuture();
        }));
        connection.join();
        return slave;
    }

    /** What the codec would hand on. */
    private void receive(Message message) {
        EmbeddedChannel channel = connection.join();
        channel.pipeline().context(MessageCodec.class).fireChannelRead(new Arrived(message, 0));
        channel.runPendingTasks();
    }

    private void welcome() {
        receive(new Welcome(9, "s", 5, 1_000_000_000L, 10_000_000_000L));
    }

    private void probe(long round, Standing standing) {
        receive(new Probe(9, round, round, 0, standing, null));
    }

    @Test
    void aSlaveIsInWhenItIsWelcome() {
        LoadSlave slave = connected();
        assertThat(slave.isIn()).isFalse();
        assertThat(census.tried()).isZero();

        welcome();

        assertThat(slave.isIn()).isTrue();
        assertThat(census.tried()).isOne();
        assertThat(census.lastLetInAtNanos()).isEqualTo(machine.nanos());
    }

    @Test
    void probesTellWhereItStandsAndWhichRoundItIs() {
        LoadSlave slave = connected();
        welcome();
        probe(7, Standing.JOINING);
        assertThat(census.probed()).isEqualTo(new Round(5, 7));
        assertThat(slave.isRejected()).isFalse();
        probe(8, Standing.REJECTED);
        assertThat(census.probed()).isEqualTo(new Round(5, 8));
        assertThat(slave.isRejected()).isTrue();
    }

    @Test
    void aCorrectionOfTheRoundInWhichItJoinedIsDueToNobody() {
        LoadSlave slave = connected();
        welcome();
        probe(7, Standing.JOINING);
        // In a large cluster the next round's probe brings it.
        receive(new Probe(9, 8, 8, 0, Standing.PROBATION, null).correcting(correction(7)));
        slave.look();
        Coverage coverage = new Coverage();
        for (long round = 8; round <= 10; round++) {
            coverage.look(new Round(5, round), List.of(slave.tally()));
            slave.settle(coverage);
        }
        // Round 8 was due, and corrected nobody.
        assertThat(coverage.covered()).isZero();
        assertThat(coverage.share()).isZero();
    }

    private Correction correction(long round) {
        return new Correction(5, round, 0, machine.nanos(), 1_000, 0, 1_000, 0, 3_000_000_000L, 600_000_000_000L);
    }

    @Test
    void theMessagesReachTheSlave() {
        connected();
        welcome();
        probe(7, Standing.JOINING);
        // The hello and the reading.
        assertThat(connection.join().outboundMessages()).hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void aConnectionThatBreaksIsLost() {
        LoadSlave slave = connected();
        welcome();
        connection.join().close();
        assertThat(slave.isIn()).isFalse();
        assertThat(slave.wasEverIn()).isTrue();
        assertThat(census.lost()).isOne();
        assertThat(census.lastTrouble()).isEqualTo("the master closed the connection");
    }

    @Test
    void whoWantsToLeaveIsNotLost() {
        LoadSlave slave = connected();
        welcome();
        slave.leave().orTimeout(10, TimeUnit.SECONDS).join();
        assertThat(slave.isIn()).isFalse();
        assertThat(census.lost()).isZero();
    }

    @Test
    void aRedirectIsNoFailure() {
        connected();
        receive(new Redirect(0, "elsewhere", 8080, 5));
        connection.join().close();
        assertThat(census.tried()).isZero();
    }

    @Test
    void aConnectionThatCannotBeMadeIsATry() {
        LoadSlave slave = slave(new Uplink(
                loop, (master, handler) -> new EmbeddedChannel().newFailedFuture(new ConnectException("refused"))));
        await().until(() -> census.tried() == 1);
        assertThat(slave.wasEverIn()).isFalse();
        assertThat(census.lastTrouble()).isEqualTo("refused");
        assertThat(census.lost()).isZero();
    }
}
