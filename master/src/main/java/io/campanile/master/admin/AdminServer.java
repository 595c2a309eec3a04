package io.campanile.master.admin;

import io.campanile.master.Listening;
import io.campanile.master.MasterServer;
import io.campanile.proto.SocketIo;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerKeepAliveHandler;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/**
 * Serves the master's status over HTTP, from an event loop of its own: what it costs is not taken from the rounds.
 *
 * <p>There is no authentication: bind it to loopback, or put a proxy before it.
 */
public final class AdminServer {

    private static final int MAX_REQUEST_BYTES = 4096;
    private static final int IDLE_SECONDS = 30;

    private final String name;
    private final MasterServer master;
    private final EventLoopGroup loop = SocketIo.best().eventLoops(1, "campanile-admin");
    private final Channel listening;

    private AdminServer(String name, InetSocketAddress bind, MasterServer master) throws IOException {
        this.name = name;
        this.master = master;
        this.listening = listen(bind);
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
        return new ServerBootstrap()
                .group(loop)
                .channel(SocketIo.best().serverChannel())
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(new ReadTimeoutHandler(IDLE_SECONDS, TimeUnit.SECONDS))
                                .addLast(new HttpServerCodec())
                                .addLast(new HttpServerKeepAliveHandler())
                                .addLast(new HttpObjectAggregator(MAX_REQUEST_BYTES))
                                .addLast(new AdminHandler(() -> StatusDocument.of(name, master)));
                    }
                });
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listening.localAddress();
    }

    /** Stops serving. */
    public void close() {
        listening.close();
        shutDownThreads();
    }

    private void shutDownThreads() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}
