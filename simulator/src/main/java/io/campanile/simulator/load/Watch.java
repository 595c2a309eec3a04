package io.campanile.simulator.load;

import io.campanile.core.protocol.Message.Probe;
import io.campanile.core.protocol.Message.Welcome;
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
    private boolean pastJoining;

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
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof Welcome welcome) {
            epoch = welcome.epoch();
            slave.onWelcome();
        } else if (message instanceof Probe probe) {
            slave.onProbe(new Round(epoch, probe.round()), probe.standing());
            noteJoining(probe.round());
        }
        ctx.fireChannelRead(message);
    }

    /** By the first probe of the next round, all corrections of the round of joining have come. */
    private void noteJoining(long round) {
        if (pastJoining) {
            return;
        }
        if (joinedRound < 0) {
            joinedRound = round;
        }
        pastJoining = round > joinedRound;
        slave.onJoined(new Round(epoch, joinedRound));
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        ctx.fireChannelInactive();
        ctx.pipeline().get(SlaveHandler.class).ended().thenAccept(slave::onEnding);
    }
}
