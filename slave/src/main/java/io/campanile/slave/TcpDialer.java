package io.campanile.slave;

import io.campanile.proto.socket.NameLookUps;
import io.campanile.proto.socket.SocketIo;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One TCP connection for each call. */
public final class TcpDialer implements Dialer {

    private static final int CONNECT_MILLIS = 3000;

    private final EventLoop loop;
    private final Bootstrap bootstrap;
    private final ConnectionSetup setup;

    /**
     * Dials on a loop.
     *
     * @param loop for epoll or NIO sockets; the connections live on it
     * @param from the local address to connect from; null for any
     */
    public TcpDialer(EventLoop loop, @Nullable InetSocketAddress from) {
        this(loop, from, ConnectionSetup.PLAIN);
    }

    /**
     * Dials on a loop, and prepares each connection.
     *
     * @param loop for epoll or NIO sockets; the connections live on it
     * @param from the local address to connect from; null for any
     * @param setup adds handlers in front
     */
    public TcpDialer(EventLoop loop, @Nullable InetSocketAddress from, ConnectionSetup setup) {
        this.loop = loop;
        this.setup = setup;
        bootstrap = new Bootstrap()
                .group(loop)
                .channel(SocketIo.of(loop).channel())
                .resolver(NameLookUps.SHARED)
                .localAddress(from)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS);
    }

    @Override
    public ChannelFuture dial(InetSocketAddress master, ChannelHandler handler) {
        ChannelHandler both = new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                // 1. What the connection runs through.
                setup.prepare(channel, master);
                // 2. What talks to the master.
                channel.pipeline().addLast(handler);
            }
        };
        return bootstrap.clone().handler(both).connect(master);
    }

    @Override
    public Future<List<InetSocketAddress>> addresses(InetSocketAddress master) {
        return NameLookUps.SHARED.addresses(master, loop);
    }
}
