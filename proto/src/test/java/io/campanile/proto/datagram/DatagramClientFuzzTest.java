package io.campanile.proto.datagram;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.campanile.core.message.Message;
import io.campanile.core.message.Message.Hello;
import io.campanile.proto.Role;
import io.campanile.proto.codec.WireFault;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Any datagrams to a slave that says hello and may be welcomed: its handler gets messages, or faults that are theirs. */
class DatagramClientFuzzTest {

    private static final InetSocketAddress MASTER = new InetSocketAddress(InetAddress.getLoopbackAddress(), 8080);
    private static final long NONCE = 77;
    private static final int MOST_DATAGRAMS = 16;

    /** One for all inputs: to make a socket takes longer than what is tried with it. */
    private final DatagramClient client = new DatagramClient();

    private final EmbeddedChannel socket = new EmbeddedChannel(client);

    @FuzzTest
    void bearsAnyDatagrams(byte[] input) {
        // Nothing is said again since time goes on: the same input does the same each time.
        socket.freezeTime();
        List<Throwable> faults = new ArrayList<>();
        PeerChannel slave = new PeerChannel(client, NONCE, new ClientHandshake(null), null);
        slave.pipeline().addLast(new Role(() -> 0), new ChannelInboundHandlerAdapter() {
            @Override
            public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
                faults.add(cause);
            }
        });
        socket.eventLoop().register(slave);
        slave.connect(MASTER);
        slave.pipeline().lastContext().writeAndFlush(new Hello("a", 42, Message.PROTOCOL_VERSION, true, 0));
        socket.runPendingTasks();
        int datagrams = 0;
        for (ByteBuffer steps = ByteBuffer.wrap(input);
                datagrams < MOST_DATAGRAMS && steps.hasRemaining();
                datagrams++) {
            byte[] datagram = new byte[Math.min(Byte.toUnsignedInt(steps.get()), steps.remaining())];
            steps.get(datagram);
            socket.writeInbound(new DatagramPacket(Unpooled.wrappedBuffer(datagram), MASTER, MASTER));
            socket.runPendingTasks();
        }
        int sent = 0;
        for (Object answer = socket.readOutbound(); answer != null; answer = socket.readOutbound()) {
            ReferenceCountUtil.release(answer);
            sent++;
        }
        assertThat(sent).as("a hello, and a proof for each challenge").isLessThanOrEqualTo(1 + datagrams);
        assertThat(faults).allMatch(fault -> fault instanceof IOException || WireFault.isTheirs(fault));
        slave.close();
        socket.runPendingTasks();
        socket.releaseInbound();
        socket.releaseOutbound();
    }
}
