package io.campanile.slave;

import io.campanile.core.message.Message;
import io.campanile.core.message.Message.Welcome;
import io.campanile.core.replay.SlaveRecorder;
import io.campanile.core.session.SlaveSession;
import io.campanile.proto.codec.Answered;
import io.campanile.proto.codec.Arrived;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Tells a recorder of a session: that it began, what was answered, that it is over. The clock tells the rest itself.
 *
 * <p>One for each connection of a slave that is recorded; the channel's event loop calls it.
 */
final class RecordHandler extends ChannelInboundHandlerAdapter {

    private final SlaveSession session;
    private final SlaveRecorder recorder;
    private boolean open;

    private RecordHandler(SlaveSession session, SlaveRecorder recorder) {
        this.session = session;
        this.recorder = recorder;
    }

    /** Puts one before the slave's handler, if anybody records. */
    static void addBefore(ChannelHandlerContext role, SlaveSession session, SlaveRecorder recorder) {
        if (recorder != SlaveRecorder.NONE) {
            role.pipeline().addBefore(role.name(), null, new RecordHandler(session, recorder));
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ctx.fireChannelRead(message);
        if (!open && message instanceof Arrived arrived && arrived.message() instanceof Welcome welcome) {
            open = session.welcome().isPresent();
            if (open) {
                recorder.welcomed(welcome.session(), welcome.name(), welcome.epoch(), arrived.atNanos());
            }
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof Answered answered) {
            recorder.answered(
                    answered.reading(), session.standing(), session.rejection().orElse(null));
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        ctx.fireChannelInactive();
        close();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        close();
    }

    private void close() {
        if (open) {
            open = false;
            Message ending = session.ending().orElse(null);
            recorder.parted(
                    session.welcome().orElseThrow().session(),
                    ending == null ? "the connection closed" : ending.toString());
        }
    }
}
