package io.campanile.slave;

import io.campanile.proto.datagram.DatagramClient;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import java.net.InetSocketAddress;

/** Sessions over a UDP socket, which any number of slaves may share. */
public final class UdpDialer implements Dialer {

    private final DatagramClient client;

    /**
     * Dials over a socket.
     *
     * @param client on the event loop of the slaves; stays the caller's
     */
    public UdpDialer(DatagramClient client) {
        this.client = client;
    }

    @Override
    public ChannelFuture dial(InetSocketAddress master, ChannelHandler handler) {
        return client.bootstrap().handler(handler).connect(master);
    }
}
