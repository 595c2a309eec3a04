package io.campanile.proto.datagram;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.InvalidProtocolBufferException;
import io.campanile.core.message.Message.Redirect;
import io.campanile.proto.v1.Envelope;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Any datagrams from four addresses, with and without a proof: nothing throws, an address that is not proven gets no more bytes than
 * it sent, and nothing is kept of it.
 */
class DatagramServerFuzzTest {

    private static final InetSocketAddress MASTER = new InetSocketAddress(InetAddress.getLoopbackAddress(), 8080);

    private static final int MOST_DATAGRAMS = 16;

    private static final List<InetSocketAddress> FROM = Stream.of("192.0.2.0", "192.0.2.1", "192.0.2.2", "192.0.2.3")
            .map(address -> new InetSocketAddress(address, 4000))
            .toList();

    private final ServerPort port = ServerPort.with(null);
    private final Cookies cookies = port.cookies();
    private final int[] accepted = {0};

    /** One for all inputs: to make a socket takes longer than what is tried with it. */
    private final EmbeddedChannel socket = new EmbeddedChannel();

    /** Some are sent on. */
    private static Optional<Redirect> onward(long nonce, long newerThan) {
        return newerThan == 1 ? Optional.of(new Redirect(nonce, "m2", 8080, 2)) : Optional.empty();
    }

    @FuzzTest
    void bearsAnyDatagrams(byte[] input) {
        accepted[0] = 0;
        DatagramServer server = new DatagramServer(port, DatagramServerFuzzTest::onward, () -> {
            accepted[0]++;
            return new ChannelInboundHandlerAdapter();
        });
        socket.pipeline().addLast(server);
        Set<InetSocketAddress> proven = new HashSet<>();
        ByteBuffer steps = ByteBuffer.wrap(input);
        for (int datagrams = 0; datagrams < MOST_DATAGRAMS && steps.remaining() >= 2; datagrams++) {
            int kind = Byte.toUnsignedInt(steps.get());
            byte[] datagram = new byte[Math.min(Byte.toUnsignedInt(steps.get()), steps.remaining())];
            steps.get(datagram);
            InetSocketAddress from = FROM.get(kind % FROM.size());
            if (kind >= 128) {
                datagram = withProof(datagram, from, proven);
            }
            socket.writeInbound(new DatagramPacket(Unpooled.wrappedBuffer(datagram), MASTER, from));
            long answered = answered();
            if (!proven.contains(from)) {
                assertThat(answered).isLessThanOrEqualTo(datagram.length);
            }
            if (proven.isEmpty()) {
                assertThat(accepted[0]).as("peers without a proof").isZero();
            }
        }
        // The server lets all go, as if its socket had closed.
        socket.pipeline().fireChannelInactive();
        socket.runPendingTasks();
        socket.pipeline().remove(server);
        socket.releaseOutbound();
    }

    private byte[] withProof(byte[] datagram, InetSocketAddress from, Set<InetSocketAddress> proven) {
        try {
            Envelope envelope = Envelope.parseFrom(datagram);
            if (!envelope.hasHello() || envelope.getHello().getNonce() == 0) {
                return datagram;
            }
            proven.add(from);
            long cookie = cookies.of(from, envelope.getHello().getNonce());
            return envelope.toBuilder()
                    .setHello(envelope.getHello().toBuilder().setCookie(cookie))
                    .build()
                    .toByteArray();
        } catch (InvalidProtocolBufferException e) {
            return datagram;
        }
    }

    private long answered() {
        long bytes = 0;
        for (DatagramPacket sent = socket.readOutbound(); sent != null; sent = socket.readOutbound()) {
            bytes += sent.content().readableBytes();
            sent.release();
        }
        return bytes;
    }
}
