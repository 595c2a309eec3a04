package io.campanile.os;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.proto.codec.ChannelStamps;
import io.campanile.proto.codec.StampedBy;
import io.campanile.proto.socket.SocketIo;
import io.campanile.proto.socket.TimeStamps;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A connection on this machine, and what the kernel says of the bytes that come in over it. */
@SuppressWarnings("NullAway.Init") // JUnit calls start() first
class StampedConnectionTest {

    private static final long PATIENCE_SECONDS = 20;

    /** Until the kernel stamps: it begins some milliseconds after it was asked to. */
    private static final int TRIES = 100;

    private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
    private EventLoopGroup loops;
    private Socket client;
    private volatile @Nullable EpollSocketChannel accepted;

    /**
     * Bytes that were read.
     *
     * @param waitedNanos for how long they had waited
     * @param readNanos when they were handed on, by {@link System#nanoTime}
     */
    private record Arrival(int bytes, StampedBy by, long waitedNanos, long readNanos) {

        long arrivedNanos() {
            return readNanos - waitedNanos;
        }
    }

    @BeforeEach
    void start() {
        loops = StampedLoops.start();
    }

    @AfterEach
    void end() throws IOException {
        if (client != null) {
            client.close();
        }
        StampedLoops.end(loops);
    }

    /** A connection to a server whose arrivals the kernel stamps by now. */
    private OutputStream connected(TimeStamps wanted) throws IOException, InterruptedException {
        Channel server = new ServerBootstrap()
                .group(loops)
                .channel(SocketIo.EPOLL.serverChannel())
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accepted = (EpollSocketChannel) channel;
                        ChannelStamps stamps =
                                new LinuxSockets().arrivals(channel, wanted).orElseThrow();
                        channel.pipeline().addLast(new ChannelInboundHandlerAdapter() {
                            @Override
                            public void channelRead(ChannelHandlerContext ctx, Object message) {
                                note((ByteBuf) message, stamps);
                            }
                        });
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .syncUninterruptibly()
                .channel();
        InetSocketAddress address = (InetSocketAddress) server.localAddress();
        client = new Socket(address.getAddress(), address.getPort());
        client.setTcpNoDelay(true);
        OutputStream out = client.getOutputStream();
        warmUp(out);
        return out;
    }

    private void note(ByteBuf bytes, ChannelStamps stamps) {
        long waited = stamps.waitedNanos();
        arrivals.add(new Arrival(bytes.readableBytes(), stamps.arrivalBy(), waited, System.nanoTime()));
        bytes.release();
    }

    private Arrival next() throws InterruptedException {
        Arrival arrival = arrivals.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(arrival).as("bytes within %s s", PATIENCE_SECONDS).isNotNull();
        return arrival;
    }

    /** Says something until the kernel stamps. */
    private void warmUp(OutputStream out) throws IOException, InterruptedException {
        for (int i = 0; i < TRIES; i++) {
            out.write(1);
            if (next().by() == StampedBy.KERNEL) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        throw new AssertionError("the kernel stamps nothing");
    }

    @Test
    void knowsWhenBytesCameInThatTheProgramCouldNotReadYet() throws Exception {
        OutputStream out = connected(TimeStamps.KERNEL);
        CountDownLatch busy = keepTheLoopBusy();
        long before = System.nanoTime();
        out.write(new byte[100]);
        long after = System.nanoTime();
        TimeUnit.MILLISECONDS.sleep(200);
        busy.countDown();

        Arrival arrival = next();

        assertThat(arrival.bytes()).isEqualTo(100);
        assertThat(arrival.by()).isEqualTo(StampedBy.KERNEL);
        assertThat(arrival.arrivedNanos()).isGreaterThanOrEqualTo(before);
        assertThat(arrival.waitedNanos()).isGreaterThan(100_000_000);
        // The sender's own system call brings them as far as there, give or take a busy machine.
        assertThat(arrival.arrivedNanos()).isLessThan(after + 100_000_000);
    }

    @Test
    void countsBytesThatCameOneAfterTheOtherAsComeWithTheLast() throws Exception {
        OutputStream out = connected(TimeStamps.KERNEL);
        CountDownLatch busy = keepTheLoopBusy();
        out.write(new byte[10]);
        TimeUnit.MILLISECONDS.sleep(50);
        long beforeTheLast = System.nanoTime();
        out.write(new byte[10]);
        TimeUnit.MILLISECONDS.sleep(50);
        busy.countDown();

        Arrival arrival = next();

        assertThat(arrival.bytes()).isEqualTo(20);
        assertThat(arrival.by()).isEqualTo(StampedBy.KERNEL);
        assertThat(arrival.arrivedNanos()).isGreaterThanOrEqualTo(beforeTheLast);
    }

    @Test
    void takesTheProgramsStampWhereMoreIsReadThanWasLookedAt() throws Exception {
        OutputStream out = connected(TimeStamps.KERNEL);
        CountDownLatch busy = keepTheLoopBusy();
        int many = 3 * Glance.MOST_BYTES;
        out.write(new byte[many]);
        TimeUnit.MILLISECONDS.sleep(50);
        busy.countDown();

        int read = 0;
        boolean more = false;
        while (read < many) {
            Arrival arrival = next();
            read += arrival.bytes();
            if (arrival.bytes() > Glance.MOST_BYTES) {
                more = true;
                assertThat(arrival.by()).isEqualTo(StampedBy.PROGRAM);
                assertThat(arrival.waitedNanos()).isZero();
            }
        }
        assertThat(read).isEqualTo(many);
        assertThat(more).as("more than one look shows was read at once").isTrue();
    }

    @Test
    void looksNoMoreOftenThanIsWorthIt() throws Exception {
        OutputStream out = connected(TimeStamps.AUTO);
        int socket = Objects.requireNonNull(accepted).fd().intValue();
        CountDownLatch busy = keepTheLoopBusy();
        out.write(new byte[10]);
        Glance glance = Glance.ofThisThread();

        long looks = 0;
        long began = System.nanoTime();
        while (glance.at(socket, false) == 10) {
            looks++;
        }

        assertThat(looks)
                .isLessThanOrEqualTo(StampBudget.MOST_A_SECOND * (1 + (System.nanoTime() - began) / 1_000_000_000));
        assertThat(glance.arrivedNanos()).isEqualTo(StampClock.NONE);
        assertThat(glance.at(socket, true)).isEqualTo(10);
        assertThat(glance.arrivedNanos()).isNotEqualTo(StampClock.NONE);
        busy.countDown();
        assertThat(next().bytes()).isEqualTo(10);
    }

    @Test
    void stampsNoOtherKindOfChannel() {
        EmbeddedChannel other = new EmbeddedChannel();
        assertThat(new LinuxSockets().arrivals(other, TimeStamps.KERNEL)).isEmpty();
        TimeStamps.AUTO.stampArrivals(other);
        assertThat(ChannelStamps.ofConnection(other)).isSameAs(ChannelStamps.PROGRAM);
        other.finishAndReleaseAll();
    }

    /** The loop reads nothing until this is counted down. */
    private CountDownLatch keepTheLoopBusy() {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        loops.next().execute(() -> {
            begun.countDown();
            await(busy);
        });
        await(begun);
        return busy;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
