package io.campanile.slave;

import io.campanile.core.message.Message;
import io.campanile.proto.WirePipeline;
import io.campanile.proto.codec.Arrived;
import io.campanile.proto.socket.SocketIo;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** A listening socket that answers slaves as a test says. */
final class FakeMaster implements AutoCloseable {

    /** Every message from any slave. */
    final List<Message> heard = new CopyOnWriteArrayList<>();

    /** The connections that are open. */
    final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

    private final Channel listening;

    FakeMaster(EventLoopGroup loops, BiConsumer<ChannelHandlerContext, Message> script) {
        this(loops, channel -> {}, script);
    }

    /** One that puts handlers of its own in front. */
    FakeMaster(EventLoopGroup loops, Consumer<Channel> front, BiConsumer<ChannelHandlerContext, Message> script) {
        listening = new ServerBootstrap()
                .group(loops)
                .channel(SocketIo.best().serverChannel())
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        connections.add(channel);
                        front.accept(channel);
                        channel.pipeline().addLast(handler(script));
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .syncUninterruptibly()
                .channel();
    }

    private ChannelHandler handler(BiConsumer<ChannelHandlerContext, Message> script) {
        return new SimpleChannelInboundHandler<Arrived>() {
            @Override
            public void handlerAdded(ChannelHandlerContext ctx) {
                WirePipeline.installBefore(ctx, () -> 0);
            }

            @Override
            protected void channelRead0(ChannelHandlerContext ctx, Arrived arrived) {
                heard.add(arrived.message());
                script.accept(ctx, arrived.message());
            }
        };
    }

    /** As a user gives it, unresolved. */
    InetSocketAddress address() {
        int port = ((InetSocketAddress) listening.localAddress()).getPort();
        return InetSocketAddress.createUnresolved(
                InetAddress.getLoopbackAddress().getHostAddress(), port);
    }

    long hellos() {
        return heard.stream().filter(Message.Hello.class::isInstance).count();
    }

    @Override
    public void close() {
        listening.close().syncUninterruptibly();
    }
}
