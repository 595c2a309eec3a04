package io.campanile.proto.socket;

import io.campanile.proto.codec.Wire;
import io.campanile.proto.seal.Seal;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.Arrays;

/** Which of Netty's implementations of sockets to use: epoll where its native library loads, NIO elsewhere. */
public enum SocketIo {
    /** Linux, with less work between the wire and our stamps. */
    EPOLL(EpollIoHandler.class, EpollSocketChannel.class, EpollServerSocketChannel.class, EpollDatagramChannel.class),
    /** Works everywhere. */
    NIO(NioIoHandler.class, NioSocketChannel.class, NioServerSocketChannel.class, NioDatagramChannel.class);

    /** How many datagrams one system call may bring in. */
    private static final int DATAGRAMS_PER_READ = 64;

    /** One byte more than a sealed message may have, so that a longer one shows. */
    static final int DATAGRAM_BYTES = Wire.MAX_MESSAGE_BYTES + Seal.OVERHEAD_BYTES + 1;

    /** How many bytes may wait in the kernel for a busy process, if the system allows it. */
    static final int SOCKET_BUFFER_BYTES = 4 << 20;

    private final Class<? extends IoHandler> handler;
    private final Class<? extends SocketChannel> channel;
    private final Class<? extends ServerSocketChannel> serverChannel;
    private final Class<? extends DatagramChannel> datagramChannel;

    SocketIo(
            Class<? extends IoHandler> handler,
            Class<? extends SocketChannel> channel,
            Class<? extends ServerSocketChannel> serverChannel,
            Class<? extends DatagramChannel> datagramChannel) {
        this.handler = handler;
        this.channel = channel;
        this.serverChannel = serverChannel;
        this.datagramChannel = datagramChannel;
    }

    /** The best one that this machine offers. */
    public static SocketIo best() {
        return Epoll.isAvailable() ? EPOLL : NIO;
    }

    /**
     * The one that these event loops serve.
     *
     * @throws IllegalArgumentException if they serve another
     */
    public static SocketIo of(EventLoopGroup loops) {
        return Arrays.stream(values())
                .filter(io -> loops instanceof IoEventLoopGroup group && group.isIoType(io.handler))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "these event loops serve neither epoll nor NIO sockets: give others, or open the connections"
                                + " with a dialer of your own"));
    }

    /** New event loops for such sockets; daemon threads, named after what they do. */
    public EventLoopGroup eventLoops(int threads, String name) {
        IoHandlerFactory factory = this == EPOLL ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        return new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory(name, true), factory);
    }

    /** The kind of channel that connects. */
    public Class<? extends SocketChannel> channel() {
        return channel;
    }

    /** The kind of channel that listens. */
    public Class<? extends ServerSocketChannel> serverChannel() {
        return serverChannel;
    }

    /** Whether several sockets may share a port, each with a loop of its own. */
    public boolean sharesPorts() {
        return this == EPOLL;
    }

    /**
     * Makes a datagram socket that many peers share: it reads and writes many datagrams in one system call, where it can.
     *
     * @param loop of this kind
     * @param sharesPort whether other sockets of this process listen on the same port
     */
    public Bootstrap datagrams(EventLoop loop, boolean sharesPort) {
        int atOnce = this == EPOLL ? DATAGRAMS_PER_READ : 1;
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channel(datagramChannel)
                .option(ChannelOption.SO_RCVBUF, SOCKET_BUFFER_BYTES)
                .option(ChannelOption.SO_SNDBUF, SOCKET_BUFFER_BYTES)
                // One system call, one stamp: see DatagramHub.
                .option(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new FixedRecvByteBufAllocator(atOnce * DATAGRAM_BYTES).maxMessagesPerRead(1));
        if (this == EPOLL) {
            bootstrap
                    .option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, DATAGRAM_BYTES)
                    .option(EpollChannelOption.SO_REUSEPORT, sharesPort);
        }
        return bootstrap;
    }
}
