package io.campanile.master;

import io.campanile.master.access.Doorkeeper;
import io.campanile.proto.datagram.DatagramServer;
import io.campanile.proto.datagram.Drops;
import io.campanile.proto.datagram.Lanes;
import io.campanile.proto.datagram.ServerPort;
import io.campanile.proto.keys.KeyDesk;
import io.campanile.proto.lane.LaneDesk;
import io.campanile.proto.seal.KeyTable;
import io.campanile.proto.socket.Listening;
import io.campanile.proto.socket.SocketIo;
import io.campanile.proto.socket.Transport;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The sockets on which slaves reach a master: one port, over each transport. */
final class MasterSockets {

    private static final int BACKLOG = 4096;

    /** What may wait for a slave that does not read: some dozens of messages. */
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(4096, 8192);

    /**
     * One read of a socket at a time: however much a slave sends, the others' readings wait for no more of it than this. A
     * reading has some 60 bytes.
     */
    private static final RecvByteBufAllocator ONE_READ = new FixedRecvByteBufAllocator(2048).maxMessagesPerRead(1);

    /**
     * UDP sockets on each loop, among which the system spreads the slaves. A socket's buffer holds some hundreds of datagrams
     * unless the system is told otherwise, and what does not fit while the process is busy is lost.
     */
    private static final int DATAGRAM_SOCKETS = 16;

    /** A free TCP port may be taken for UDP: how often to try another. */
    private static final int TRIES = 10;

    /** How many may be connected and not have said hello, however few slaves there is room for: a quarter of those otherwise. */
    private static final int LEAST_STRANGERS = 64;

    /** A slave has two or three while it renews them. */
    private static final int KEYS_OF_A_SLAVE = 3;

    private final MasterConfig options;
    private final EventLoopGroup loops;
    private final Doorkeeper door;
    private final Function<EventLoop, Lobby> lobbies;
    private final Witness witness;
    private final Door strangers;
    private final @Nullable KeyTable keys;
    private final ServerPort port;
    private final List<Channel> listening = new ArrayList<>();

    /** Looks after the socket for connections; null if there is none. */
    private @Nullable AcceptHandler accepting;

    private final List<DatagramServer> datagrams = new ArrayList<>();

    /**
     * No sockets yet.
     *
     * @param door looks at who connects
     * @param witness answers who only asks
     * @param lobbies where those arrive who come to a loop
     */
    MasterSockets(
            MasterConfig options,
            EventLoopGroup loops,
            Doorkeeper door,
            Witness witness,
            Function<EventLoop, Lobby> lobbies) {
        this.options = options;
        this.door = door;
        this.loops = loops;
        this.witness = witness;
        this.lobbies = lobbies;
        this.strangers = new Door(options.connections(), Math.max(LEAST_STRANGERS, options.maxSlaves() / 4));
        this.keys = door.tls() == null ? null : new KeyTable(KEYS_OF_A_SLAVE * options.maxSlaves(), System::nanoTime);
        this.port = ServerPort.with(keys);
    }

    /**
     * Listens.
     *
     * @throws IOException with one sentence that says what to do
     */
    void bind() throws IOException {
        for (int left = options.bind().getPort() == 0 ? TRIES : 1; ; left--) {
            try {
                bindAll();
                return;
            } catch (IOException e) {
                listening.forEach(channel -> channel.close().awaitUninterruptibly());
                listening.clear();
                datagrams.clear();
                if (left == 1) {
                    throw e;
                }
            }
        }
    }

    private void bindAll() throws IOException {
        if (options.transports().contains(Transport.TCP)) {
            listening.add(Listening.bind(() -> tcp().bind(options.bind()), options.bind(), "slaves"));
        }
        if (options.transports().contains(Transport.UDP)) {
            boolean shared = SocketIo.best().sharesPorts();
            for (EventExecutor executor : loops) {
                for (int i = 0; i < (shared ? DATAGRAM_SOCKETS : 1); i++) {
                    bindDatagrams((EventLoop) executor, shared);
                }
                if (!shared) {
                    break;
                }
            }
        }
    }

    private void bindDatagrams(EventLoop loop, boolean shared) throws IOException {
        InetSocketAddress where = listening.isEmpty() ? options.bind() : address();
        Lobby lobby = lobbies.apply(loop);
        DatagramServer server = new DatagramServer(port, lobby, lobby::newHandler);
        listening.add(Listening.bind(() -> server.bind(loop, where, shared, options.stamps()), where, "slaves"));
        datagrams.add(server);
    }

    private ServerBootstrap tcp() {
        AcceptHandler looksAfter = new AcceptHandler(strangers);
        accepting = looksAfter;
        return new ServerBootstrap()
                .group(loops)
                .channel(SocketIo.best().serverChannel())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .handler(looksAfter)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, ONE_READ)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        options.stamps().stampArrivals(channel);
                        // 1. May it connect at all?
                        channel.pipeline().addLast(new DoorHandler(strangers));
                        // 2. Who is it?
                        door.receive(channel);
                        // 3. What talks to the slave.
                        channel.pipeline()
                                .addLast(lobbies.apply(channel.eventLoop()).newHandler());
                        // 4. What answers who is no slave, and asks other masters about its own.
                        witness.addTo(channel.pipeline());
                        // 5. What gives it keys for datagrams.
                        if (keys != null) {
                            KeyDesk.addTo(channel.pipeline(), keys);
                        }
                        // 6. What has its probes go as datagrams.
                        if (options.transports().contains(Transport.UDP)) {
                            LaneDesk.addTo(channel.pipeline(), port.lanes());
                        }
                    }
                });
    }

    /** All of them. */
    List<Channel> listening() {
        return List.copyOf(listening);
    }

    /** Where slaves connect. */
    InetSocketAddress address() {
        int port = ((InetSocketAddress) listening.get(0).localAddress()).getPort();
        return new InetSocketAddress(options.bind().getAddress(), port);
    }

    /** Why nobody can connect now, in one sentence; empty while slaves can. */
    Optional<String> failure() {
        return Optional.ofNullable(accepting).flatMap(AcceptHandler::failure);
    }

    /** Which datagrams came to nothing. */
    Drops drops() {
        return port.drops();
    }

    /** The sessions over connections of which the slaves take datagrams. */
    Lanes lanes() {
        return port.lanes();
    }

    /** Lets nobody in any more. Who is in stays until the event loops end. */
    void stopAccepting() {
        if (options.transports().contains(Transport.TCP)) {
            listening.get(0).close();
        }
        datagrams.forEach(DatagramServer::stopAccepting);
    }
}
