package io.campanile.slave;

import io.campanile.proto.codec.MessageCodec;
import io.campanile.proto.datagram.DatagramClient;
import io.campanile.proto.lane.LaneOffer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.util.List;

/** Sessions over connections whose probes come as datagrams, where the master has those and they get through. */
public final class AutoDialer implements Dialer {

    private final Dialer connections;
    private final DatagramClient datagrams;

    /**
     * Dials.
     *
     * @param connections opens them, straight to the master: nothing may stand between that datagrams cannot pass
     * @param datagrams on the same event loop; stays the caller's
     */
    public AutoDialer(Dialer connections, DatagramClient datagrams) {
        this.connections = connections;
        this.datagrams = datagrams;
    }

    @Override
    public ChannelFuture dial(InetSocketAddress master, ChannelHandler handler) {
        return connections.dial(master, new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                // 1. What talks to the master. It puts what it needs in front of itself.
                channel.pipeline().addLast(handler);
                // 2. What says that its probes may come as datagrams, unless that handler could not be added.
                if (channel.pipeline().get(MessageCodec.class) != null) {
                    LaneOffer.addTo(channel.pipeline(), datagrams);
                }
            }
        });
    }

    @Override
    public ChannelFuture dialToAsk(InetSocketAddress master, ChannelHandler handler) {
        return connections.dialToAsk(master, handler);
    }

    @Override
    public Future<List<InetSocketAddress>> addresses(InetSocketAddress master) {
        return connections.addresses(master);
    }
}
