package io.campanile.proto;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.message.GoodbyeReason;
import io.campanile.core.message.Message;
import io.campanile.core.message.Message.Goodbye;
import io.campanile.core.message.Message.Probe;
import io.campanile.core.message.Standing;
import io.campanile.proto.socket.SocketIo;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class GracefulCloseTest {

    private static final Goodbye GOODBYE = new Goodbye(7, GoodbyeReason.MALFORMED, "no such thing");
    private static final Probe PROBE = new Probe(7, 1, 1, 0, Standing.MEMBER, null);

    private final HalfClosable channel = new HalfClosable(new Role(() -> 0));

    @Test
    void closesBehindTheGoodbyeWhereHalfAConnectionCannotBeClosed() {
        EmbeddedChannel simple = new EmbeddedChannel(new Role(() -> 0));

        GracefulClose.say(simple.pipeline().lastContext(), GOODBYE);

        assertThat(simple.isOpen()).isFalse();
        assertThat(message(bytesFrom(simple))).isEqualTo(GOODBYE);
    }

    @Test
    void stopsSendingBehindTheGoodbyeAndWaitsForTheOtherEnd() {
        channel.freezeTime();
        GracefulClose.say(channel.pipeline().lastContext(), GOODBYE);

        assertThat(message(bytesFrom(channel))).isEqualTo(GOODBYE);
        assertThat(channel.isOutputShutdown()).isTrue();
        assertThat(channel.isOpen()).isTrue();

        channel.advanceTimeBy(GracefulClose.LINGER_MILLIS - 1, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
        assertThat(channel.isOpen()).isTrue();

        channel.advanceTimeBy(1, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void dropsWhatStillComesIn() {
        channel.freezeTime();
        GracefulClose.say(channel.pipeline().lastContext(), GOODBYE);
        ByteBuf late = bytes(PROBE);

        channel.writeInbound(late);

        assertThat(channel.<Object>readInbound()).isNull();
        assertThat(late.refCnt()).isZero();
        channel.finishAndReleaseAll();
    }

    @Test
    void closesAtOnceWhereTheOtherEndGoesOnAndOn() {
        channel.freezeTime();
        GracefulClose.say(channel.pipeline().lastContext(), GOODBYE);

        channel.writeInbound(Unpooled.buffer().writeZero(GracefulClose.LINGER_BYTES));
        assertThat(channel.isOpen()).isTrue();
        channel.writeInbound(Unpooled.buffer().writeZero(1));

        assertThat(channel.isOpen()).isFalse();
        channel.releaseOutbound();
    }

    @Test
    @Timeout(20)
    void arrivesAlthoughThisEndHadNotReadEverything() throws Exception {
        Deaf deaf = new Deaf();
        try (Loopback loopback = new Loopback(SocketIo.best(), deaf);
                Socket peer = new Socket(
                        loopback.address().getAddress(), loopback.address().getPort())) {
            peer.setSoTimeout(10_000);
            send(peer, 2_000);
            Channel end = deaf.accepted.take();
            // Nothing is read yet: closing now would reset the connection, and the goodbye with it.
            end.eventLoop().execute(() -> {
                GracefulClose.say(end.pipeline().lastContext(), GOODBYE);
                end.config().setAutoRead(true);
            });

            byte[] received = peer.getInputStream().readAllBytes();

            assertThat(message(Unpooled.wrappedBuffer(received))).isEqualTo(GOODBYE);
            // The peer does not close: this end does not wait for ever.
            assertThat(end.closeFuture().await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(deaf.heard).hasValue(0);
        }
    }

    /** Accepts, and reads nothing until somebody says so. */
    @Sharable
    private static final class Deaf extends ChannelInboundHandlerAdapter {

        final BlockingQueue<Channel> accepted = new LinkedBlockingQueue<>();
        final AtomicInteger heard = new AtomicInteger();

        @Override
        public void handlerAdded(ChannelHandlerContext ctx) {
            ctx.channel().config().setAutoRead(false);
            WirePipeline.installBefore(ctx, () -> 0);
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            accepted.add(ctx.channel());
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            heard.incrementAndGet();
        }
    }

    private static void send(Socket peer, int probes) throws IOException {
        ByteBuf frame = bytes(PROBE);
        byte[] one = new byte[frame.readableBytes()];
        frame.readBytes(one).release();
        for (int i = 0; i < probes; i++) {
            peer.getOutputStream().write(one);
        }
    }

    private static ByteBuf bytes(Message message) {
        EmbeddedChannel sender = new EmbeddedChannel(new Role(() -> 0));
        sender.writeOutbound(message);
        ByteBuf bytes = bytesFrom(sender);
        assertThat(sender.finish()).isFalse();
        return bytes;
    }

    private static ByteBuf bytesFrom(EmbeddedChannel from) {
        ByteBuf bytes = Unpooled.buffer();
        for (ByteBuf part = from.readOutbound(); part != null; part = from.readOutbound()) {
            bytes.writeBytes(part);
            part.release();
        }
        return bytes;
    }

    private static Object message(ByteBuf bytes) {
        EmbeddedChannel receiver = new EmbeddedChannel(new Role(() -> 0));
        receiver.writeInbound(bytes);
        Object message = receiver.readInbound();
        assertThat(receiver.finish()).isFalse();
        return message;
    }
}
