package io.campanile.proto.datagram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.campanile.core.message.Message.Welcome;
import io.campanile.proto.WirePipeline;
import io.campanile.proto.codec.Arrived;
import io.campanile.proto.datagram.Lanes.Lane;
import io.campanile.proto.seal.DatagramKeys;
import io.campanile.proto.seal.KeyTable;
import io.campanile.proto.seal.Scratch;
import io.campanile.proto.seal.Seal;
import io.campanile.proto.socket.SocketIo;
import io.campanile.proto.socket.TimeStamps;
import io.campanile.proto.tls.PeerNames;
import io.campanile.proto.v1.Envelope;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who may have datagrams for a session that is over a connection, and what it costs to ask. */
class LanesTest {

    private static final long SESSION = 0x1234_5678_9abc_def0L;
    private static final long NONCE = 77;
    private static final long SECOND = 1_000_000_000;
    private static final PeerNames A = new PeerNames(Set.of("a"));
    private static final PeerNames B = new PeerNames(Set.of("b"));

    private final EventLoopGroup loops = SocketIo.best().eventLoops(1, "datagrams");
    private final AtomicInteger lanes = new AtomicInteger();
    private final AtomicInteger sessions = new AtomicInteger();
    private final Scratch scratch = new Scratch();

    @AfterEach
    void close() {
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private RawDatagrams peerOf(ServerPort port) throws IOException {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return new RawDatagrams((InetSocketAddress) new DatagramServer(port, Signpost.NONE, () -> welcoming(sessions))
                .bind(loops.next(), any, false, TimeStamps.USER)
                .syncUninterruptibly()
                .channel()
                .localAddress());
    }

    private Lane laneOf(@Nullable PeerNames owner) {
        return new Lane(NONCE, owner, () -> welcoming(lanes));
    }

    private static ChannelHandler welcoming(AtomicInteger made) {
        made.incrementAndGet();
        return new SimpleChannelInboundHandler<Arrived>() {
            @Override
            public void handlerAdded(ChannelHandlerContext ctx) {
                WirePipeline.installBefore(ctx, System::nanoTime);
            }

            @Override
            protected void channelRead0(ChannelHandlerContext ctx, Arrived arrived) {
                ctx.writeAndFlush(new Welcome(SESSION, "a", 1, SECOND, 10 * SECOND));
            }
        };
    }

    private static Envelope hello(long session, long nonce, long cookie) {
        return RawDatagrams.hello(nonce, cookie).toBuilder().setSession(session).build();
    }

    private byte[] sealed(Seal seal, Envelope envelope) {
        ByteBuf datagram =
                seal.seal(Unpooled.wrappedBuffer(envelope.toByteArray()), UnpooledByteBufAllocator.DEFAULT, scratch);
        byte[] bytes = new byte[datagram.readableBytes()];
        datagram.readBytes(bytes).release();
        return bytes;
    }

    @Test
    void areForWhoKnowsTheNonceAndProvesItsAddress() throws IOException {
        ServerPort port = ServerPort.with(null);
        port.lanes().open(SESSION, laneOf(null));
        try (RawDatagrams peer = peerOf(port)) {
            Envelope question = hello(SESSION, NONCE, 0);
            peer.send(question);
            Envelope challenge = peer.receive();
            assertThat(challenge.getSerializedSize()).isLessThanOrEqualTo(question.getSerializedSize());
            assertThat(lanes).hasValue(0);

            peer.send(hello(SESSION, NONCE, challenge.getChallenge().getCookie()));
            assertThat(peer.receive().getSession()).isEqualTo(SESSION);
            assertThat(lanes).hasValue(1);
            assertThat(sessions).as("nobody is let in by it").hasValue(0);
        }
    }

    @Test
    void areForNobodyWhoKnowsTheSessionOrTheNonceAlone() throws IOException {
        ServerPort port = ServerPort.with(null);
        port.lanes().open(SESSION, laneOf(null));
        try (RawDatagrams peer = peerOf(port)) {
            peer.send(hello(SESSION, NONCE + 1, 0));
            peer.send(hello(SESSION + 1, NONCE, 0));
            assertThat(peer.isSilent()).isTrue();
            await().untilAsserted(
                            () -> assertThat(port.drops().of(Drop.STRANGER)).isEqualTo(2));
        }
    }

    @Test
    void endWithTheirSession() throws IOException {
        ServerPort port = ServerPort.with(null);
        port.lanes().open(SESSION, laneOf(null));
        port.lanes().close(SESSION);
        try (RawDatagrams peer = peerOf(port)) {
            peer.send(hello(SESSION, NONCE, 0));
            assertThat(peer.isSilent()).isTrue();
            assertThat(port.lanes().size()).isZero();
        }
    }

    @Test
    void areForNobodyWithSomebodyElsesKeys() throws IOException {
        KeyTable table = new KeyTable(10, System::nanoTime);
        ServerPort port = ServerPort.with(table);
        port.lanes().open(SESSION, laneOf(A));
        DatagramKeys own = table.issue(A);
        DatagramKeys others = table.issue(B);
        PeerNames master = new PeerNames(Set.of("m"));
        try (RawDatagrams peer = peerOf(port)) {
            peer.send(sealed(Seal.ofSlave(others, master, System.nanoTime()), hello(SESSION, NONCE, 0)));
            assertThat(peer.isSilent()).isTrue();
            await().untilAsserted(
                            () -> assertThat(port.drops().of(Drop.FOREIGN)).isEqualTo(1));

            peer.send(sealed(Seal.ofSlave(own, master, System.nanoTime()), hello(SESSION, NONCE, 0)));
            assertThat(peer.receiveBytes()).isNotEmpty();
        }
    }
}
