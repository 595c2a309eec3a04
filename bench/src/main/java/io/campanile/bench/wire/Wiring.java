package io.campanile.bench.wire;

import io.campanile.clock.SystemClock;
import io.campanile.core.message.Message;
import io.campanile.core.message.Message.Welcome;
import io.campanile.core.session.SessionConfig;
import io.campanile.proto.WirePipeline;
import io.campanile.proto.codec.Arrived;
import io.campanile.proto.datagram.DatagramServer;
import io.campanile.proto.datagram.ServerPort;
import io.campanile.proto.datagram.Signpost;
import io.campanile.proto.socket.Transport;
import io.campanile.proto.v1.Envelope;
import io.campanile.proto.v1.Hello;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufHolder;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The production handlers between a role and its socket, without a socket: what is written is counted and dropped, what
 * comes in is given.
 *
 * <p>Not thread-safe.
 */
public final class Wiring {

    private static final InetSocketAddress HERE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 8080);
    private static final InetSocketAddress PEER = new InetSocketAddress(InetAddress.getLoopbackAddress(), 40_000);
    private static final long NONCE = 0x1234_5678_9abc_def0L;

    private final EmbeddedChannel socket;
    private final Role role;
    private final Drain drain = new Drain();
    private final Function<ByteBuf, Object> arrival;

    private Wiring(EmbeddedChannel socket, Role role, Function<ByteBuf, Object> arrival) {
        this.socket = socket;
        this.role = role;
        this.arrival = arrival;
        socket.pipeline().addFirst(drain);
    }

    /** A connection, or a session over a datagram socket. */
    public static Wiring of(Transport transport) {
        Role role = new Role();
        return switch (transport) {
            case AUTO -> throw new IllegalArgumentException("that is both: choose TCP or UDP");
            case TCP -> new Wiring(new EmbeddedChannel(role), role, bytes -> bytes);
            case UDP -> new Wiring(greeted(role), role, bytes -> new DatagramPacket(bytes, HERE, PEER));
        };
    }

    /** A datagram socket after the hellos: the session is told by its number from now on. */
    private static EmbeddedChannel greeted(Role role) {
        EmbeddedChannel socket =
                new EmbeddedChannel(new DatagramServer(ServerPort.with(null), Signpost.NONE, () -> role));
        socket.writeInbound(hello(0));
        DatagramPacket challenge = socket.readOutbound();
        try {
            long cookie = Envelope.parseFrom(challenge.content().nioBuffer())
                    .getChallenge()
                    .getCookie();
            socket.writeInbound(hello(cookie));
        } catch (java.io.IOException e) {
            throw new IllegalStateException("our own challenge does not decode", e);
        } finally {
            challenge.release();
        }
        SessionConfig limits = SessionConfig.DEFAULT;
        role.write(new Welcome(Sample.SESSION, "bench", 1, limits.roundNanos(), limits.idleNanos()));
        socket.releaseOutbound();
        return socket;
    }

    private static DatagramPacket hello(long cookie) {
        Hello hello = Hello.newBuilder()
                .setName("bench")
                .setInstance(NONCE)
                .setProtocolVersion(Message.PROTOCOL_VERSION)
                .setNonce(NONCE)
                .setCookie(cookie)
                .build();
        byte[] bytes = Envelope.newBuilder().setHello(hello).build().toByteArray();
        return new DatagramPacket(Unpooled.wrappedBuffer(bytes), HERE, PEER);
    }

    /** Sends a message, or an answer that is still to be stamped, and says how many bytes went out. */
    public int encode(Object message) {
        drain.bytes = 0;
        role.write(message);
        return drain.bytes;
    }

    /** The bytes of a message, in memory like that of a socket; to be released by the caller. */
    public ByteBuf bytesOf(Object message) {
        drain.kept = Unpooled.directBuffer();
        role.write(message);
        ByteBuf bytes = drain.kept;
        drain.kept = null;
        return bytes;
    }

    /** Takes in bytes, and says which message the role got. Leaves the bytes to the caller. */
    public Message decode(ByteBuf bytes) {
        role.received = null;
        socket.pipeline().fireChannelRead(arrival.apply(bytes.retainedDuplicate()));
        socket.pipeline().fireChannelReadComplete();
        if (role.received == null) {
            throw new IllegalStateException("the handlers dropped a message of their own");
        }
        return role.received;
    }

    /** In the place of a master's or a slave's own handler. */
    private static final class Role extends ChannelInboundHandlerAdapter {

        private @Nullable ChannelHandlerContext context;
        private @Nullable Message received;

        @Override
        public void handlerAdded(ChannelHandlerContext ctx) {
            context = ctx;
            WirePipeline.installBefore(ctx, new SystemClock());
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            received = ((Arrived) message).message();
        }

        private void write(Object message) {
            if (context == null) {
                throw new IllegalStateException("not in a pipeline yet");
            }
            context.writeAndFlush(message, context.voidPromise());
        }
    }

    /** In the place of a socket. */
    private static final class Drain extends ChannelOutboundHandlerAdapter {

        private int bytes;
        private @Nullable ByteBuf kept;

        @Override
        public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
            ByteBuf content = message instanceof ByteBufHolder holder ? holder.content() : (ByteBuf) message;
            bytes += content.readableBytes();
            if (kept != null) {
                kept.writeBytes(content, content.readerIndex(), content.readableBytes());
            }
            content.release();
        }
    }
}
