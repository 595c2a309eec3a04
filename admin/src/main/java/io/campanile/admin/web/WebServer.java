package io.campanile.admin.web;

import io.campanile.proto.socket.Listening;
import io.campanile.proto.socket.SocketIo;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerKeepAliveHandler;
import io.netty.handler.stream.ChunkedWriteHandler;
import io.netty.handler.timeout.ReadTimeoutHandler;
import io.netty.handler.timeout.WriteTimeoutHandler;
import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Serves pages over HTTP. One thread has the connections and says how the process is; another one, which everything else is
 * computed by, keeps nobody from that. Every connection is bounded: in the size of what it may ask, in what waits for it, and
 * in how long it may do nothing.
 */
public final class WebServer {

    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final int MAX_CONNECTIONS = 256;
    private static final int MAX_CONNECTIONS_OF_AN_ADDRESS = 32;

    /** A client of a stream for which more than this waits does not read; an answer fills no more than this. */
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(1 << 18, 1 << 19);

    /** What one read brings in: so not many requests wait that were sent along. */
    private static final RecvByteBufAllocator ONE_READ = new FixedRecvByteBufAllocator(1 << 12).maxMessagesPerRead(1);

    private final EventLoopGroup loops = SocketIo.best().eventLoops(1, "campanile-admin-net");
    private final EventExecutor loop = new DefaultEventExecutor(new DefaultThreadFactory("campanile-admin", true));
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final Places places = new Places(MAX_CONNECTIONS, MAX_CONNECTIONS_OF_AN_ADDRESS);
    private final Transfers transfers = new Transfers();
    private final AcceptFailures accepting = new AcceptFailures();
    private final long idleMillis;
    private @Nullable Channel listening;
    private @Nullable Guard guard;

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

    /** Why nobody can connect to it now, in one sentence; empty while people can. */
    public Optional<String> acceptFailure() {
        return accepting.failure().map(why -> "its admin server cannot take connections in: " + why);
    }

    /** The thread that computes. */
    public EventExecutor loop() {
        return loop;
    }

    /**
     * Starts serving.
     *
     * @param config where, and for whom
     * @param routes which page is at which path
     * @throws IOException if it cannot listen, or something is wrong with its files: one sentence that says what to do
     */
    public void listen(WebConfig config, Routes routes) throws IOException {
        try {
            Guard files = new Guard(config);
            guard = files;
            InetSocketAddress bind = config.bind();
            listening = Listening.bind(() -> bootstrap(routes, files).bind(bind), bind, "the admin server");
            files.follow(loop);
        } catch (IOException e) {
            shutDownThreads();
            throw e;
        }
    }

    private ServerBootstrap bootstrap(Routes routes, Guard files) {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops)
                .channel(SocketIo.best().serverChannel())
                .handler(accepting)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, ONE_READ)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        initialize(channel, files, new AdminHandler(routes, files.access(), transfers, loop));
                    }
                });
        if (SocketIo.best() == SocketIo.EPOLL) {
            // Nobody tells when the other machine has gone: give it up when it confirms nothing.
            bootstrap.childOption(EpollChannelOption.TCP_USER_TIMEOUT, (int) idleMillis);
        }
        return bootstrap;
    }

    private void initialize(Channel channel, Guard files, AdminHandler handler) {
        if (!places.take(channel, WebServer::worth)) {
            channel.close();
            return;
        }
        connections.add(channel);
        files.encrypt(channel);
        channel.pipeline()
                .addLast(new WriteTimeoutHandler(idleMillis, TimeUnit.MILLISECONDS))
                .addLast(new HttpServerCodec())
                .addLast(new HttpServerKeepAliveHandler())
                .addLast(new ChunkedWriteHandler())
                .addLast(new RequestAggregator())
                // Behind it: only a whole request is a sign of life, not each of its bytes.
                .addLast(new ReadTimeoutHandler(idleMillis, TimeUnit.MILLISECONDS))
                .addLast(handler);
    }

    /** A stream has no such handler any more. */
    private static int worth(Channel channel) {
        AdminHandler handler = channel.pipeline().get(AdminHandler.class);
        return handler == null ? Places.KEPT : handler.isIdle() ? 0 : 1;
    }

    /** How its addresses begin: {@code http} or {@code https}. */
    public String scheme() {
        return guard == null ? "http" : guard.scheme();
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
        if (guard != null) {
            guard.close();
        }
        shutDownThreads();
    }

    private void shutDownThreads() {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}
