package io.campanile.proto.lane;

import io.campanile.core.message.Answer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import org.jspecify.annotations.Nullable;

/** Sends the answer to a probe that came by a lane back by that: so the stamps of one exchange are of one way. */
final class LaneAnswers extends ChannelOutboundHandlerAdapter {

    private @Nullable Channel lane;
    private long sequence;

    /** This probe has come by this lane; null if none is open. */
    void by(@Nullable Channel channel, long probe) {
        lane = channel;
        sequence = probe;
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (message instanceof Answer answer && lane != null && answer.sequence() == sequence) {
            lane.writeAndFlush(answer, lane.voidPromise());
            promise.trySuccess();
        } else {
            ctx.write(message, promise);
        }
    }
}
