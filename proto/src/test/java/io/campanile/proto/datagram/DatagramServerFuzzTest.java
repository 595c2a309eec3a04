package io.campanile.proto.datagram;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.InvalidProtocolBufferException;
import io.campanile.proto.v1.Envelope;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;

/**
 * Any datagrams from four addresses, with and without a proof: nothing throws, an address that is not proven gets no more bytes than
 * it sent, and nothing is kept of it.
 */
class DatagramServerFuzzTest {

    private static final InetSocketAddress MASTER = new InetSocketAddress(InetAddress.getLoopbackAddress(), 8080);

    private static final int MOST_DATAGRAMS = 16;

    private final ServerPort port = ServerPort.with(null);
    private final Cookies cookies = port.cookies();
    private final int[] accepted = {0};

    @FuzzTest
    void bearsAnyDatagrams(byte[] input) throws UnknownHostException {
        accepted[0] = 0;
        DatagramServer server = new DatagramServer(port, () -> {
            accepted[0]++;
            return new ChannelInboundHandlerAdapter();
        });
        EmbeddedChannel socket = new EmbeddedChannel(server);
        Set<InetSocketAddress> proven = new HashSet<>();
        ByteBuffer steps = ByteBuffer.wrap(input);
        for (int datagrams = 0; datagrams < MOST_DATAGRAMS && steps.remaining() >= 2; datagrams++) {
            int kind = Byte.toUnsignedInt(steps.get());
            byte[] datagram = new byte[Math.min(Byte.toUnsignedInt(steps.get()), steps.remaining())];
            steps.get(datagram);
            InetSocketAddress from = address(kind % 4);
            if (kind >= 128) {
                datagram = withProof(datagram, from, proven);
            }
            socket.writeInbound(new DatagramPacket(Unpooled.wrappedBuffer(datagram), MASTER, from));
            long answered = answered(socket);
            if (!proven.contains(from)) {
                assertThat(answered).isLessThanOrEqualTo(datagram.length);
            }
            if (proven.isEmpty()) {
                assertThat(accepted[0]).as("peers without a proof").isZero();
            }
        }
        socket.finishAndReleaseAll();
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

    private static long answered(EmbeddedChannel socket) {
        long bytes = 0;
        for (DatagramPacket sent = socket.readOutbound(); sent != null; sent = socket.readOutbound()) {
            bytes += sent.content().readableBytes();
            sent.release();
        }
        return bytes;
    }

    private static InetSocketAddress address(int number) throws UnknownHostException {
        return new InetSocketAddress(InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, (byte) number}), 4000);
    }
}
