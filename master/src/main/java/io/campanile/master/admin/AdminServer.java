package io.campanile.master.admin;

import io.campanile.core.ensemble.RoundReport;
import io.campanile.master.Listening;
import io.campanile.master.MasterServer;
import io.campanile.master.MasterStatus;
import io.campanile.proto.SocketIo;
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
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Serves the operator's view of a master over HTTP, from an event loop of its own: what it costs is not taken from the
 * rounds. It reads what the rounds publish, and asks a session's loop only for what one slave's page shows.
 *
 * <p>There is no authentication: bind it to loopback, or put a proxy before it. Every connection is bounded: in the size of
 * what it may ask, in what waits for it, and in how long it may do nothing.
 */
public final class AdminServer {

    private static final int IDLE_SECONDS = 30;
    private static final int MAX_CONNECTIONS = 256;

    /** A client for which so much waits does not read. */
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(1 << 20, 2 << 20);

    private final MasterServer master;
    private final EventLoopGroup loops = SocketIo.best().eventLoops(1, "campanile-admin");
    private final EventExecutor loop = loops.next();
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final Chronicle chronicle;
    private final EventStreams streams;
    private final MetricsPage metrics;
    private final Site site;
    private final Channel listening;

    /** The round that waits to be taken in; a later one replaces it. */
    private final AtomicReference<MasterStatus> latest = new AtomicReference<>();

    private AdminServer(String name, InetSocketAddress bind, MasterServer master) throws IOException {
        this.master = master;
        this.chronicle = new Chronicle(master);
        this.streams = new EventStreams(loop, chronicle, master.status().epoch());
        this.metrics = new MetricsPage(master);
        this.site = new Site(name, master, chronicle, metrics);
        this.listening = listen(bind);
        master.onRound(this::onRound);
    }

    /**
     * Starts serving.
     *
     * @param name what people call the master
     * @param bind where to listen; port 0 takes any free one
     * @throws IOException if it cannot listen: one sentence that says what to do
     */
    public static AdminServer start(String name, InetSocketAddress bind, MasterServer master) throws IOException {
        return new AdminServer(name, bind, master);
    }

    private Channel listen(InetSocketAddress bind) throws IOException {
        try {
            return Listening.bind(() -> bootstrap().bind(bind), bind, "--admin-bind and --admin-port");
        } catch (IOException e) {
            shutDownThreads();
            throw e;
        }
    }

    private ServerBootstrap bootstrap() {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops)
                .channel(SocketIo.best().serverChannel())
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        initialize(channel);
                    }
                });
        if (SocketIo.best() == SocketIo.EPOLL) {
            // Nobody tells when the other machine has gone: give it up when it confirms nothing.
            bootstrap.childOption(EpollChannelOption.TCP_USER_TIMEOUT, 1000 * IDLE_SECONDS);
        }
        return bootstrap;
    }

    private void initialize(Channel channel) {
        if (connections.size() >= MAX_CONNECTIONS) {
            channel.close();
            return;
        }
        connections.add(channel);
        channel.pipeline()
                .addLast(new ReadTimeoutHandler(IDLE_SECONDS, TimeUnit.SECONDS))
                .addLast(new WriteTimeoutHandler(IDLE_SECONDS, TimeUnit.SECONDS))
                .addLast(new HttpServerCodec())
                .addLast(new HttpServerKeepAliveHandler())
                .addLast(new RequestAggregator())
                .addLast(new AdminHandler(site, streams));
    }

    /** Called by the rounds' thread, which must not wait. */
    private void onRound(MasterStatus status) {
        if (latest.getAndSet(status) == null) {
            try {
                loop.execute(this::takeIn);
            } catch (RejectedExecutionException e) {
                // Closed in this moment: nobody looks any more.
                latest.set(null);
            }
        }
    }

    private void takeIn() {
        MasterStatus status = latest.getAndSet(null);
        RoundReport report = status.round();
        if (report != null) {
            Chronicle.Entry entry = chronicle.add(status, report);
            metrics.add(status, entry.round());
            streams.send(entry.round(), entry.changes());
        }
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listening.localAddress();
    }

    /** Stops serving. */
    public void close() {
        master.onRound(status -> {});
        listening.close();
        connections.close();
        metrics.close();
        shutDownThreads();
    }

    private void shutDownThreads() {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}
