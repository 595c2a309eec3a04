package io.campanile.slave;

import io.campanile.core.RateLimit;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.unix.DomainDatagramPacket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Answers the requests that come to a local socket, one datagram with one datagram. What is no request gets no answer.
 *
 * <p>So that nobody keeps the event loop from its work, it answers {@value #MOST_A_SECOND} requests a second; beyond that the socket is
 * not read for {@value #PAUSE_MILLIS} ms, and who asks meanwhile waits in the kernel.
 *
 * <p>The channel's event loop calls it.
 */
final class LocalSocketHandler extends SimpleChannelInboundHandler<DomainDatagramPacket> {

    static final int MOST_A_SECOND = 10_000;

    private static final int MOST_AT_ONCE = 100;
    private static final long PAUSE_MILLIS = 1;

    private final Supplier<LocalAnswer> time;
    private final Post post;
    private final RateLimit pace = new RateLimit(MOST_AT_ONCE, TimeUnit.SECONDS.toNanos(1) / MOST_A_SECOND);
    private final ByteBuffer out = ByteBuffer.allocateDirect(LocalAnswer.BYTES);

    /**
     * One for a socket.
     *
     * @param time what to tell
     */
    LocalSocketHandler(Supplier<LocalAnswer> time, Post post) {
        this.time = time;
        this.post = post;
    }

    /** Brings answers to where they go. */
    @FunctionalInterface
    interface Post {

        /** Tries once: who does not take it at once gets none. */
        void send(ByteBuffer answer, byte[] address);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, DomainDatagramPacket packet) {
        answer(packet);
        // Even then it has been answered: a client that asks, reads and asks again loses nothing.
        if (!pace.admits(ctx.channel().eventLoop().ticker().nanoTime())) {
            pause(ctx);
        }
    }

    private void answer(DomainDatagramPacket packet) {
        ByteBuf request = packet.content();
        int length = request.readableBytes();
        if (length < LocalAnswer.HEADER_BYTES || request.readInt() != LocalAnswer.MAGIC) {
            return;
        }
        int version = request.readUnsignedShort();
        request.skipBytes(Short.BYTES);
        long cookie = request.readLong();
        out.clear();
        if (!LocalAnswer.speaks(version)) {
            LocalAnswer.writeRefusal(out, cookie);
        } else if (length == LocalAnswer.HEADER_BYTES) {
            time.get().write(out, version, cookie);
        } else {
            return;
        }
        post.send(out.flip(), address(packet, cookie));
    }

    /** Netty does not tell the name of a socket without a file. So that has to be this one, after its cookie. */
    private static byte[] address(DomainDatagramPacket packet, long cookie) {
        String path = packet.sender().path();
        String to = path.isEmpty() ? String.format(Locale.ROOT, "\0campanile-%016x", cookie) : path;
        return to.getBytes(StandardCharsets.UTF_8);
    }

    private static void pause(ChannelHandlerContext ctx) {
        ctx.channel().config().setAutoRead(false);
        ctx.executor().schedule(() -> ctx.channel().config().setAutoRead(true), PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }
}
