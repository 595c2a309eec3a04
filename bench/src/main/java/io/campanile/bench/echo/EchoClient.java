package io.campanile.bench.echo;

import io.campanile.bench.process.Loopback;
import io.campanile.proto.socket.SocketIo;
import io.campanile.proto.socket.Transport;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.handler.codec.FixedLengthFrameDecoder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** The peers, in a process of their own: answer each probe with as many bytes as a reading has. Ends with its input. */
public final class EchoClient {

    private EchoClient() {}

    /**
     * Connects, and says so.
     *
     * @param args transport, peers, the server's port
     */
    public static void main(String[] args) throws IOException {
        Transport transport = Transport.valueOf(args[0]);
        int count = Integer.parseInt(args[1]);
        InetSocketAddress server = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[2]));
        EventLoop loop = SocketIo.best().eventLoops(1, "echo").next();
        MessageSizes sizes = MessageSizes.of(transport);
        if (transport == Transport.UDP) {
            greet(loop, server, sizes);
        } else {
            connect(loop, count, server, sizes);
        }
        System.out.println("connected");
        while (System.in.read() >= 0) {
            // Whoever started this process holds the other end.
        }
    }

    private static void connect(EventLoop loop, int count, InetSocketAddress server, MessageSizes sizes)
            throws IOException {
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channel(SocketIo.best().channel())
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(new FixedLengthFrameDecoder(sizes.probeBytes()), new StreamAnswers(sizes));
                    }
                });
        Loopback.connect(bootstrap, count, server);
    }

    private static void greet(EventLoop loop, InetSocketAddress server, MessageSizes sizes) {
        Channel socket = SocketIo.best()
                .datagrams(loop, false)
                .handler(new DatagramAnswers(sizes))
                .bind(0)
                .syncUninterruptibly()
                .channel();
        socket.writeAndFlush(new DatagramPacket(socket.alloc().buffer().writeInt(0), server));
    }

    private static final class StreamAnswers extends SimpleChannelInboundHandler<ByteBuf> {

        private final MessageSizes sizes;

        StreamAnswers(MessageSizes sizes) {
            this.sizes = sizes;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, ByteBuf probe) {
            ByteBuf reading = ctx.alloc().ioBuffer(sizes.readingBytes()).writeZero(sizes.readingBytes());
            ctx.writeAndFlush(reading, ctx.voidPromise());
        }
    }

    private static final class DatagramAnswers extends SimpleChannelInboundHandler<DatagramPacket> {

        private final MessageSizes sizes;

        DatagramAnswers(MessageSizes sizes) {
            this.sizes = sizes;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, DatagramPacket probe) {
            ByteBuf reading = ctx.alloc()
                    .ioBuffer(sizes.readingBytes())
                    .writeInt(probe.content().readInt())
                    .writeZero(sizes.readingBytes() - Integer.BYTES);
            ctx.write(new DatagramPacket(reading, probe.sender()), ctx.voidPromise());
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext ctx) {
            ctx.flush();
        }
    }
}
