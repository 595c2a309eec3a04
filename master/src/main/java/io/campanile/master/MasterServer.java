package io.campanile.master;

import io.campanile.clock.ClusterClock;
import io.campanile.clock.DisciplinedClock;
import io.campanile.core.LocalClock;
import io.campanile.core.filter.Sample;
import io.campanile.core.message.GoodbyeReason;
import io.campanile.core.round.Epochs;
import io.campanile.core.session.MasterSession;
import io.campanile.proto.codec.TimeStamps;
import io.campanile.proto.socket.SocketIo;
import io.netty.channel.ChannelHandler;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A master: listens for slaves, runs the rounds, and keeps a cluster clock of its own.
 *
 * <p>Each slave's session is owned by its channel's event loop; {@link #status} and {@link #clock} may be read by any
 * thread.
 */
public final class MasterServer {

    private final MasterConfig options;
    private final LocalClock local;
    private final DisciplinedClock clock;
    private final Forum forum;
    private final EventLoopGroup loops;
    private final EventExecutor rounds = new DefaultEventLoop(new DefaultThreadFactory("campanile-rounds", true));
    private final SlaveRegistry registry;
    private final Map<EventExecutor, SessionLoop> sessionLoops = new LinkedHashMap<>();
    private final RoundDriver driver;
    private final MasterSockets sockets;

    private MasterServer(MasterConfig options, LocalClock local) {
        this.options = options;
        this.local = local;
        this.clock = new DisciplinedClock(local, options.discipline());
        this.forum = new Forum(clock);
        this.registry = new SlaveRegistry(options.maxSlaves(), new Epochs(local.nanos()));
        this.loops = SocketIo.best().eventLoops(options.threads(), "campanile-master");
        Round before = RoundDriver.before(options.session(), local.nanos());
        loops.forEach(l -> sessionLoops.put(l, new SessionLoop(l, local, before)));
        this.driver = new RoundDriver(rounds, List.copyOf(sessionLoops.values()), registry, options, local, clock);
        this.sockets = new MasterSockets(options, loops, this::newHandler);
    }

    /**
     * Starts a master.
     *
     * @param local its local clock
     * @throws IOException if it cannot listen: one sentence that says what to do
     */
    public static MasterServer start(MasterConfig options, LocalClock local) throws IOException {
        MasterServer server = new MasterServer(options, local);
        // Who comes first finds a round to be measured in.
        server.driver.start().join();
        try {
            server.sockets.bind();
        } catch (IOException e) {
            server.shutDownThreads();
            throw e;
        }
        return server;
    }

    private ChannelHandler newHandler(EventLoop loop) {
        SessionLoop sessions = Objects.requireNonNull(sessionLoops.get(loop));
        MasterSession session = new MasterSession(options.session(), local.nanos());
        return new MasterHandler(sessions, registry, forum, new TimeStamps(local), session);
    }

    /** Where slaves connect. */
    public InetSocketAddress address() {
        return sockets.address();
    }

    /** The cluster's time, as this master keeps it. */
    public ClusterClock clock() {
        return clock;
    }

    /** How it runs. */
    public MasterConfig options() {
        return options;
    }

    /** What the last round left behind. */
    public MasterStatus status() {
        return driver.status();
    }

    /**
     * Has one listener told of each round's status from now on.
     *
     * @param listener is called by the rounds' thread, and must not block it
     */
    public void onRound(Consumer<MasterStatus> listener) {
        driver.onRound(listener);
    }

    /** The event loops that talk to slaves; to be looked at only. */
    public Iterable<EventExecutor> eventLoops() {
        return sessionLoops.keySet();
    }

    /** What each event loop counts. */
    public List<Tally> tallies() {
        return Stream.concat(sessionLoops.values().stream().map(SessionLoop::tally), Stream.of(driver.tally()))
                .toList();
    }

    /**
     * The exchanges that the master's estimate of a slave rests on, oldest first; asked of the slave's event loop. Fails
     * when that is shutting down.
     *
     * @param slave its unique name
     * @return empty when no such slave is connected
     */
    public Optional<CompletableFuture<List<Sample>>> samples(String slave) {
        return registry.find(slave).map(MasterHandler::samples);
    }

    /** Says goodbye to every slave and stops. Completes after about a second at most; to be called once. */
    public CompletableFuture<Void> close() {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        sockets.stopAccepting();
        List<CompletableFuture<Void>> steps = new ArrayList<>();
        steps.add(driver.stop());
        sessionLoops.values().forEach(l -> steps.add(l.end(GoodbyeReason.SHUTDOWN, "the master is shutting down")));
        CompletableFuture.allOf(steps.toArray(CompletableFuture<?>[]::new)).whenComplete((done, failure) -> {
            shutDownThreads();
            loops.terminationFuture().addListener(f -> closed.complete(null));
        });
        return closed;
    }

    private void shutDownThreads() {
        rounds.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        // A quiet moment lets the last words out.
        loops.shutdownGracefully(100, 1000, TimeUnit.MILLISECONDS);
    }
}
