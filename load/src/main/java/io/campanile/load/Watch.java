package io.campanile.load;

import io.campanile.core.discipline.Correction;
import io.campanile.core.message.Message;
import io.campanile.core.message.Message.Probe;
import io.campanile.core.message.Message.Welcome;
import io.campanile.proto.codec.Arrived;
import io.campanile.slave.SlaveHandler;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;

/**
 * Overhears what the master says to a slave, and tells it to the {@link LoadSlave}. Changes nothing. One for each
 * connection; its event loop calls it.
 */
final class Watch extends ChannelInboundHandlerAdapter {

    private final LoadSlave slave;
    private long epoch;
    private long joinedRound = -1;

    private Watch(LoadSlave slave) {
        this.slave = slave;
    }

    /** A pipeline of the slave's own handler, with a watch on it. */
    static ChannelHandler over(ChannelHandler handler, LoadSlave slave) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(handler);
                // It has put what it needs before itself: here messages are decoded.
                String name = channel.pipeline().context(handler).name();
                channel.pipeline().addBefore(name, null, new Watch(slave));
            }
        };
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object read) {
        ctx.fireChannelRead(read);
        Message message = ((Arrived) read).message();
        if (message instanceof Welcome welcome) {
            epoch = welcome.epoch();
            slave.onWelcome(this);
        } else if (message instanceof Probe probe) {
            onProbe(probe);
        }
        if (message.correction() != null) {
            onCorrection(message.correction());
        }
    }

    private void onProbe(Probe probe) {
        slave.onProbe(new Round(epoch, probe.round()), probe.standing());
        if (joinedRound < 0) {
            joinedRound = probe.round();
            slave.onJoined(new Round(epoch, joinedRound));
        }
    }

    private void onCorrection(Correction correction) {
        if (correction.round() == joinedRound) {
            // It belongs to the round in which the slave joined, and may come when the next one has begun.
            slave.onJoined(new Round(epoch, joinedRound));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        ctx.fireChannelInactive();
        ctx.pipeline().get(SlaveHandler.class).ended().thenAccept(ending -> slave.onEnding(this, ending));
    }
}
