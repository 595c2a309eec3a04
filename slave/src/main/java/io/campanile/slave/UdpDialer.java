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
    private final Dialer asking;

    /**
     * Dials over a socket.
     *
     * @param client on the event loop of the slaves; stays the caller's
     */
    public UdpDialer(DatagramClient client) {
        this(client, null, new TcpDialer(client.loop(), null));
    }

    /**
     * Dials over a socket, and has what is said sealed.
     *
     * @param client on the event loop of the slaves; stays the caller's
     * @param keys of those slaves that share this object; null if they speak unsealed
     * @param asking opens connections over TCP, encrypted if what is said is sealed: on these, masters are only asked what time they have
     */
    public UdpDialer(DatagramClient client, @Nullable SlaveKeys keys, Dialer asking) {
        this.client = client;
        this.keys = keys;
        this.asking = asking;
    }

    @Override
    public ChannelFuture dial(InetSocketAddress master, ChannelHandler handler) {
        return client.bootstrap(keys).handler(handler).connect(master);
    }

    @Override
    public ChannelFuture dialToAsk(InetSocketAddress master, ChannelHandler handler) {
        return asking.dialToAsk(master, handler);
    }

    @Override
    public Future<List<InetSocketAddress>> addresses(InetSocketAddress master) {
        return client.addresses(master);
    }
}
