package io.campanile.proto;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;

/** Which of Netty's transports to use: epoll where its native library loads, NIO elsewhere. */
public enum Transport {
    /** Linux, with less work between the wire and our stamps. */
    EPOLL(EpollSocketChannel.class, EpollServerSocketChannel.class),
    /** Everywhere. */
    NIO(NioSocketChannel.class, NioServerSocketChannel.class);

    private final Class<? extends SocketChannel> channel;
    private final Class<? extends ServerSocketChannel> serverChannel;

    Transport(Class<? extends SocketChannel> channel, Class<? extends ServerSocketChannel> serverChannel) {
        this.channel = channel;
        this.serverChannel = serverChannel;
    }

    /** The best one here. */
    public static Transport best() {
        return Epoll.isAvailable() ? EPOLL : NIO;
    }

    /** New event loops of this transport; daemon threads, named after what they do. */
    public EventLoopGroup eventLoops(int threads, String name) {
        IoHandlerFactory factory = this == EPOLL ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        return new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory(name, true), factory);
    }

    /** For connecting. */
    public Class<? extends SocketChannel> channel() {
        return channel;
    }

    /** For listening. */
    public Class<? extends ServerSocketChannel> serverChannel() {
        return serverChannel;
    }
}
