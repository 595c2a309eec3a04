package io.campanile.admin.web;

import io.campanile.proto.socket.Listening;
import io.campanile.proto.socket.SocketIo;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerKeepAliveHandler;
import io.netty.handler.timeout.ReadTimeoutHandler;
import io.netty.handler.timeout.WriteTimeoutHandler;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Serves pages over HTTP, from an event loop of its own. Every connection is bounded: in the size of what it may ask, in
 * what waits for it, and in how long it may do nothing.
 */
public final class WebServer {

    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final int MAX_CONNECTIONS = 256;

    /** A client for which more than this waits does not read. */
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(1 << 20, 2 << 20);

    private final EventLoopGroup loops = SocketIo.best().eventLoops(1, "campanile-admin");
    private final EventExecutor loop = loops.next();
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final long idleMillis;
    private @Nullable Channel listening;

    /** Does not listen yet. */
    public WebServer() {
        this(IDLE);
    }

    /**
     * For a test that cannot wait so long.
     *
     * @param idle how long a client may take to ask, and to read what it is answered
     */
    WebServer(Duration idle) {
        idleMillis = idle.toMillis();
    }

    /** The thread that everything here runs on. */
    public EventExecutor loop() {
        return loop;
    }

    /**
     * Starts serving.
     *
     * @param bind where to listen; port 0 takes any free one
     * @param routes which page is at which path
     * @throws IOException if it cannot listen: one sentence that says what to do
     */
    public void listen(InetSocketAddress bind, Routes routes) throws IOException {
        try {
            listening = Listening.bind(() -> bootstrap(routes).bind(bind), bind, "the admin server");
        } catch (IOException e) {
            shutDownThreads();
            throw e;
        }
    }

    private ServerBootstrap bootstrap(Routes routes) {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops)
                .channel(SocketIo.best().serverChannel())
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        initialize(channel, new AdminHandler(routes));
                    }
                });
        if (SocketIo.best() == SocketIo.EPOLL) {
            // Nobody tells when the other machine has gone: give it up when it confirms nothing.
            bootstrap.childOption(EpollChannelOption.TCP_USER_TIMEOUT, (int) idleMillis);
        }
        return bootstrap;
    }

    private void initialize(Channel channel, AdminHandler handler) {
        if (connections.size() >= MAX_CONNECTIONS) {
            channel.close();
            return;
        }
        connections.add(channel);
        channel.pipeline()
                .addLast(new WriteTimeoutHandler(idleMillis, TimeUnit.MILLISECONDS))
                .addLast(new HttpServerCodec())
                .addLast(new HttpServerKeepAliveHandler())
                .addLast(new RequestAggregator())
                // Behind it: only a whole request is a sign of life, not each of its bytes.
                .addLast(new ReadTimeoutHandler(idleMillis, TimeUnit.MILLISECONDS))
                .addLast(handler);
    }

    /** Where it listens; only once it does. */
    public InetSocketAddress address() {
        if (listening == null) {
            throw new IllegalStateException("it does not listen yet");
        }
        return (InetSocketAddress) listening.localAddress();
    }

    /** Stops serving. */
    public void close() {
        if (listening != null) {
            listening.close();
        }
        connections.close();
        shutDownThreads();
    }

    private void shutDownThreads() {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}
