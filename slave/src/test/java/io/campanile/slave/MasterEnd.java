package io.campanile.slave;

import io.campanile.core.message.Message;
import io.campanile.proto.WirePipeline;
import io.campanile.proto.codec.Arrived;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import org.jspecify.annotations.Nullable;

/** The other end of a slave's embedded channel: speaks as a master would, when the test says so. */
final class MasterEnd {

    private final EmbeddedChannel slave;
    private final EmbeddedChannel channel = new EmbeddedChannel(new ChannelInboundHandlerAdapter() {
        @Override
        public void handlerAdded(ChannelHandlerContext ctx) {
            WirePipeline.installBefore(ctx, () -> 0);
        }
    });

    MasterEnd(EmbeddedChannel slave) {
        this.slave = slave;
    }

    void send(Message message) {
        channel.writeOutbound(message);
        for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
            slave.writeInbound(part);
        }
    }

    /** The slave's next message; null when it has sent nothing more. */
    @Nullable
    Message receive() {
        for (ByteBuf part = slave.readOutbound(); part != null; part = slave.readOutbound()) {
            channel.writeInbound(part);
        }
        Arrived arrived = channel.readInbound();
        return arrived == null ? null : arrived.message();
    }
}
