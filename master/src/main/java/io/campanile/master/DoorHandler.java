package io.campanile.master;

import io.campanile.core.message.GoodbyeReason;
import io.campanile.core.message.Message.Goodbye;
import io.campanile.proto.codec.Wire;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufOutputStream;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands in front of everything else of a connection over TCP until its slave has said hello, which {@link #HELLO_SAID} tells: keeps
 * it on the list of the {@link Door}, or turns it away.
 *
 * <p>One for each connection; not sharable.
 */
final class DoorHandler extends ChannelInboundHandlerAdapter {

    /** The event of a connection's pipeline by which this handler goes. */
    static final Object HELLO_SAID = new Object() {
        @Override
        public String toString() {
            return "hello said";
        }
    };

    private static final Logger log = LoggerFactory.getLogger(DoorHandler.class);

    private final Door door;

    DoorHandler(Door door) {
        this.door = door;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        if (door.arrive(ctx.channel(), System.nanoTime())) {
            ctx.fireChannelActive();
        } else {
            turnAway(ctx);
        }
    }

    /** Nobody behind this handler hears of it. */
    private void turnAway(ChannelHandlerContext ctx) {
        String detail = "%s connections of this address have not said hello: the master takes no more of them"
                .formatted(door.limits().perAddress());
        log.warn("turned away a connection from {}: {}", ctx.channel().remoteAddress(), detail);
        if (ctx.pipeline().get(SslHandler.class) == null) {
            ctx.writeAndFlush(frame(ctx, new Goodbye(0, GoodbyeReason.FULL, detail)))
                    .addListener(ChannelFutureListener.CLOSE);
        } else {
            ctx.close();
        }
    }

    private static ByteBuf frame(ChannelHandlerContext ctx, Goodbye goodbye) {
        ByteBuf frame = ctx.alloc().buffer();
        try (ByteBufOutputStream out = new ByteBufOutputStream(frame)) {
            Wire.toEnvelope(goodbye).writeDelimitedTo(out);
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        return frame;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        ctx.fireUserEventTriggered(event);
        if (event == HELLO_SAID) {
            door.leave(ctx.channel());
            ctx.pipeline().remove(this);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        door.leave(ctx.channel());
        ctx.fireChannelInactive();
    }
}
