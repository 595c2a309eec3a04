package io.campanile.os;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.proto.codec.StampedBy;
import io.campanile.proto.socket.DepartingPacket;
import io.campanile.proto.socket.KernelSockets;
import io.campanile.proto.socket.StampedPacket;
import io.campanile.proto.socket.TimeStamps;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two sockets on this machine, and what the kernel says of the datagrams between them. */
@SuppressWarnings("NullAway.Init") // JUnit calls start() first
class StampedChannelTest {

    private static final int DATAGRAM_BYTES = 64;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<DatagramPacket> arrived = new CopyOnWriteArrayList<>();
    private final Map<String, Long> left = new ConcurrentHashMap<>();
    private final Map<String, Long> written = new ConcurrentHashMap<>();
    private final List<Throwable> troubles = new CopyOnWriteArrayList<>();
    private EventLoopGroup loops;

    @BeforeEach
    void start() {
        loops = StampedLoops.start();
    }

    @AfterEach
    void end() {
        arrived.forEach(DatagramPacket::release);
        StampedLoops.end(loops);
    }

    private Channel bound(String host) {
        return bound(host, true);
    }

    private Channel bound(String host, boolean always) {
        return bound(host, new LinuxSockets(), always ? TimeStamps.KERNEL : TimeStamps.AUTO);
    }

    private Channel bound(String host, LinuxSockets sockets, TimeStamps wanted) {
        return sockets.datagrams(loops.next(), 1 << 20, DATAGRAM_BYTES, false, wanted)
                .handler(new SimpleChannelInboundHandler<DatagramPacket>() {
                    @Override
                    protected void channelRead0(ChannelHandlerContext ctx, DatagramPacket packet) {
                        arrived.add(packet.retain());
                    }

                    @Override
                    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
                        troubles.add(cause);
                    }
                })
                .bind(new InetSocketAddress(host, 0))
                .syncUninterruptibly()
                .channel();
    }

    private void send(Channel from, Channel to, String text) {
        InetSocketAddress there = (InetSocketAddress) to.localAddress();
        ByteBuf content = Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
        from.eventLoop().execute(() -> {
            written.put(text, System.nanoTime());
            from.writeAndFlush(new DepartingPacket(content, there, at -> left.put(text, at)));
        });
    }

    private static String text(DatagramPacket packet) {
        return packet.content().toString(StandardCharsets.US_ASCII);
    }

    private static long at(Map<String, Long> times, String text) {
        return Objects.requireNonNull(times.get(text), text);
    }

    private void awaitAll(int count) {
        Awaitility.await("datagrams").atMost(PATIENCE).until(() -> arrived.size() == count);
        Awaitility.await("stamps").atMost(PATIENCE).until(() -> left.size() == count);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void tellsWhenADatagramLeftAndWhenItArrived(String host) {
        Channel from = bound(host);
        Channel to = bound(host);
        send(from, to, "hello");
        awaitAll(1);
        long now = System.nanoTime();

        StampedPacket packet = (StampedPacket) arrived.get(0);
        assertThat(text(packet)).isEqualTo("hello");
        assertThat(packet.sender()).isEqualTo(from.localAddress());
        assertThat(packet.recipient()).isEqualTo(to.localAddress());
        assertThat(at(written, "hello")).isLessThanOrEqualTo(at(left, "hello"));
        assertThat(at(left, "hello")).isLessThanOrEqualTo(packet.arrivedNanos());
        assertThat(packet.arrivedNanos()).isLessThanOrEqualTo(now);
    }

    @Test
    void tellsOfEachOfManyItsOwnTime() {
        Channel from = bound("127.0.0.1");
        Channel to = bound("127.0.0.1");
        for (int i = 0; i < 300; i++) {
            send(from, to, "number " + i);
        }
        awaitAll(300);

        assertThat(arrived).allSatisfy(packet -> {
            assertThat(at(left, text(packet)))
                    .isBetween(at(written, text(packet)), ((StampedPacket) packet).arrivedNanos());
        });
        assertThat(arrived).extracting(StampedChannelTest::text).doesNotHaveDuplicates();
    }

    @Test
    void stampsNoDeparturesWhereThereAreTooMany() throws Exception {
        Channel from = bound("127.0.0.1", false);
        Channel nowhere = bound("127.0.0.1");
        InetSocketAddress there = (InetSocketAddress) nowhere.localAddress();
        nowhere.close().sync();
        assertThat(((KernelSockets.Stamping) from).stampsDepartures()).isTrue();
        from.eventLoop()
                .submit(() -> {
                    for (int i = 0; i < 3 * StampBudget.MOST_A_SECOND; i++) {
                        from.write(new DatagramPacket(Unpooled.copyInt(i), there));
                    }
                    from.flush();
                })
                .sync();
        assertThat(((KernelSockets.Stamping) from).stampsDepartures()).isFalse();

        Channel to = bound("127.0.0.1");
        send(from, to, "one more");
        Awaitility.await("datagrams").atMost(PATIENCE).until(() -> arrived.size() == 1);
        assertThat(arrived.get(0)).isInstanceOf(StampedPacket.class);
        assertThat(left).isEmpty();
    }

    /** Whether the kernel has counted what it refused depends on why: the stamps of others must not be taken for one another's. */
    @Test
    void aDatagramThatIsNotSentSpoilsNoStamps() {
        Channel from = bound("127.0.0.1");
        Channel to = bound("127.0.0.1");
        send(from, to, "before");
        awaitAll(1);
        ByteBuf tooLong = Unpooled.buffer(70_000).writerIndex(70_000);
        InetSocketAddress there = (InetSocketAddress) to.localAddress();
        assertThat(from.writeAndFlush(new DatagramPacket(tooLong, there))
                        .awaitUninterruptibly()
                        .cause())
                .isNotNull();
        for (int i = 0; i < 20; i++) {
            send(from, to, "number " + i);
        }
        awaitAll(21);

        assertThat(arrived)
                .allSatisfy(packet -> assertThat(at(left, text(packet)))
                        .isBetween(at(written, text(packet)), ((StampedPacket) packet).arrivedNanos()));
    }

    @Test
    void aDatagramThatIsTooLongIsCut() {
        Channel from = bound("127.0.0.1");
        Channel to = bound("127.0.0.1");
        send(from, to, "x".repeat(DATAGRAM_BYTES + 20));
        awaitAll(1);

        assertThat(arrived.get(0).content().readableBytes()).isEqualTo(DATAGRAM_BYTES);
    }

    /** Nothing that goes over loopback passes a card. */
    @Test
    void theKernelsStampsCountForWhatTheCardDoesNotStamp() {
        LinuxSockets sockets = new LinuxSockets(new FakeCards().with("eth0", 0, true));
        Channel from = bound("127.0.0.1", sockets, TimeStamps.HARDWARE);
        Channel to = bound("127.0.0.1", sockets, TimeStamps.HARDWARE);
        send(from, to, "one");
        send(from, to, "two");
        awaitAll(2);

        assertThat(arrived).allSatisfy(packet -> {
            StampedPacket stamped = (StampedPacket) packet;
            assertThat(stamped.by()).isEqualTo(StampedBy.KERNEL);
            assertThat(at(left, text(packet))).isBetween(at(written, text(packet)), stamped.arrivedNanos());
        });
    }

    @Test
    void endsQuietly() {
        Channel channel = bound("127.0.0.1");
        send(channel, channel, "to itself");
        awaitAll(1);

        assertThat(channel.close().awaitUninterruptibly().isSuccess()).isTrue();
        assertThat(channel.isActive()).isFalse();
        assertThat(troubles).isEmpty();
    }
}
