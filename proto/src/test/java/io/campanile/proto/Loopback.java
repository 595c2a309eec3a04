package io.campanile.proto;

import io.campanile.proto.socket.SocketIo;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoopGroup;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** A listening socket and a loop for both ends; closing it ends both. */
public final class Loopback implements AutoCloseable {

    final EventLoopGroup loops;
    private final SocketIo io;
    private final Channel listening;

    /** Every connection that comes in gets the handler. */
    public Loopback(SocketIo io, ChannelHandler atServer) {
        this.io = io;
        this.loops = io.eventLoops(1, "loopback");
        this.listening = new ServerBootstrap()
                .group(loops)
                .channel(io.serverChannel())
                .childHandler(atServer)
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .syncUninterruptibly()
                .channel();
    }

    InetSocketAddress address() {
        return (InetSocketAddress) listening.localAddress();
    }

    public Channel connect(ChannelHandler atClient) {
        return new Bootstrap()
                .group(loops)
                .channel(io.channel())
                .handler(atClient)
                .connect(address())
                .syncUninterruptibly()
                .channel();
    }

    @Override
    public void close() {
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
