package io.campanile.slave;

import io.campanile.proto.SocketIo;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** One TCP connection for each call. */
public final class TcpDialer implements Dialer {

    private static final int CONNECT_MILLIS = 3000;

    private final Bootstrap bootstrap;

    /**
     * Dials on a loop.
     *
     * @param loop of the {@link SocketIo#best() best kind}; the connections live on it
     * @param from the local address to connect from; null for any
     */
    public TcpDialer(EventLoop loop, @Nullable InetSocketAddress from) {
        bootstrap = new Bootstrap()
                .group(loop)
                .channel(SocketIo.best().channel())
                .localAddress(from)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS);
    }

    @Override
    public ChannelFuture dial(InetSocketAddress master, ChannelHandler handler) {
        return bootstrap.clone().handler(handler).connect(master);
    }
}
