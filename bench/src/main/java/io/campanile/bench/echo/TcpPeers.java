package io.campanile.bench.echo;

import io.campanile.proto.socket.SocketIo;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.FixedLengthFrameDecoder;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;

/** A connection each. */
final class TcpPeers implements Peers {

    private static final int BACKLOG = 4096;

    private final MessageSizes sizes;
    private final RoundTrips trips;
    private final Channel[] channels;
    private final CompletableFuture<Void> here = new CompletableFuture<>();
    private final int port;
    private int arrived;

    TcpPeers(EventLoop loop, int count, MessageSizes sizes, RoundTrips trips) {
        this.sizes = sizes;
        this.trips = trips;
        this.channels = new Channel[count];
        Channel listening = new ServerBootstrap()
                .group(loop)
                .channel(SocketIo.best().serverChannel())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accept(channel);
                    }
                })
                .bind(0)
                .syncUninterruptibly()
                .channel();
        port = ((InetSocketAddress) listening.localAddress()).getPort();
    }

    private void accept(Channel channel) {
        int peer = arrived++;
        channels[peer] = channel;
        channel.pipeline().addLast(new FixedLengthFrameDecoder(sizes.readingBytes()), new Arrivals(peer));
        if (arrived == channels.length) {
            here.complete(null);
        }
    }

    private final class Arrivals extends SimpleChannelInboundHandler<ByteBuf> {

        private final int peer;

        Arrivals(int peer) {
            this.peer = peer;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, ByteBuf reading) {
            trips.arrived(peer);
        }
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public CompletableFuture<Void> here() {
        return here;
    }

    @Override
    public void probe(int peer) {
        Channel channel = channels[peer];
        trips.departed(peer);
        channel.writeAndFlush(
                channel.alloc().ioBuffer(sizes.probeBytes()).writeZero(sizes.probeBytes()), channel.voidPromise());
    }

    @Override
    public void flush() {
        // Each connection was flushed as it was written to.
    }
}
