package io.campanile.slave;

import io.campanile.proto.datagram.DatagramClient;
import io.campanile.proto.datagram.SlaveKeys;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sessions over a UDP socket, which any number of slaves may share. */
public final class UdpDialer implements Dialer {

    private final DatagramClient client;
    private final @Nullable SlaveKeys keys;

    /**
     * Dials over a socket.
     *
     * @param client on the event loop of the slaves; stays the caller's
     */
    public UdpDialer(DatagramClient client) {
        this(client, null);
    }

    /**
     * Dials over a socket, and has what is said sealed.
     *
     * @param client on the event loop of the slaves; stays the caller's
     * @param keys of those slaves that share this object; null if they speak unsealed
     */
    public UdpDialer(DatagramClient client, @Nullable SlaveKeys keys) {
        this.client = client;
        this.keys = keys;
    }

    @Override
    public ChannelFuture dial(InetSocketAddress master, ChannelHandler handler) {
        return client.bootstrap(keys).handler(handler).connect(master);
    }

    @Override
    public Future<List<InetSocketAddress>> addresses(InetSocketAddress master) {
        return client.addresses(master);
    }
}
