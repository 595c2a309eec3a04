package io.campanile.examples.stamping;

import io.campanile.slave.Campanile;
import io.campanile.slave.Slave;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.LineBasedFrameDecoder;
import io.netty.handler.codec.string.StringDecoder;
import io.netty.handler.codec.string.StringEncoder;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/**
 * A service that stamps its replies with the cluster's time. Its connections and its clock share one event loop.
 *
 * <pre>java … StampingServer MASTER-HOST MASTER-PORT PORT</pre>
 */
public final class StampingServer implements AutoCloseable {

    private static final int LONGEST_LINE = 1024;

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Slave slave;
    private final Channel listening;

    /** Listens, and starts to keep a clock. */
    public StampingServer(InetSocketAddress master, InetSocketAddress address) {
        slave = Campanile.slave()
                .master(master.getHostString(), master.getPort())
                .name("stamping-server")
                .eventLoopGroup(loops)
                .build();
        slave.start();
        StampHandler stamps = new StampHandler(slave.clock());
        listening = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(new LineBasedFrameDecoder(LONGEST_LINE))
                                .addLast(new StringDecoder())
                                .addLast(new StringEncoder())
                                .addLast(stamps);
                    }
                })
                .bind(address)
                .syncUninterruptibly()
                .channel();
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listening.localAddress();
    }

    @Override
    public void close() {
        listening.close().syncUninterruptibly();
        slave.close();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    /** Serves until it is killed. */
    public static void main(String[] args) {
        new StampingServer(
                new InetSocketAddress(args[0], Integer.parseInt(args[1])),
                new InetSocketAddress(Integer.parseInt(args[2])));
    }
}
