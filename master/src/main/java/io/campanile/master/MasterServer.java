package io.campanile.master;

import io.campanile.clock.ClusterClock;
import io.campanile.clock.DisciplinedClock;
import io.campanile.core.LocalClock;
import io.campanile.core.filter.Sample;
import io.campanile.core.message.GoodbyeReason;
import io.campanile.core.message.Lineage.Ancestor;
import io.campanile.core.replay.Recorder;
import io.campanile.core.round.SecondMaster;
import io.campanile.core.session.SessionConfig;
import io.campanile.master.Leadership.Following;
import io.campanile.master.Leadership.Leading;
import io.campanile.master.Leadership.State;
import io.campanile.master.access.Doorkeeper;
import io.campanile.proto.datagram.Drops;
import io.campanile.proto.socket.SocketIo;
import io.campanile.proto.tls.Certificates;
import io.campanile.proto.tls.PeerNames;
import io.campanile.proto.tls.TlsContexts;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A master's process: listens for slaves, keeps the node's cluster clock, opens a {@link Term} whenever it leads, and is a
 * standby while another master does ({@link Superiors}).
 *
 * <p>Each slave's session is owned by its channel's event loop; {@link #status} and {@link #clock} may be read by any
 * thread.
 */
public final class MasterServer {

    private final MasterConfig config;
    private final DisciplinedClock clock;
    private final Leadership leadership;
    private final Recorder recorder;
    private final Doorkeeper door;
    private final EventLoopGroup loops;
    private final EventExecutor rounds = new DefaultEventLoop(new DefaultThreadFactory("campanile-rounds", true));
    private final InOrder changes = new InOrder(rounds);
    private final Map<EventExecutor, Lobby> lobbies = new LinkedHashMap<>();
    private final Tally tally = new Tally();
    private final Superiors superiors;
    final MasterSockets sockets;
    private volatile MasterStatus status = MasterStatus.beforeTheFirstRound(0, 0);
    private volatile Consumer<MasterStatus> listener = told -> {};
    private volatile @Nullable Term term;

    /** Whether the process is about to end. */
    private volatile boolean closing;

    private MasterServer(MasterConfig config, DisciplinedClock clock, Leadership leadership, Recorder recorder)
            throws IOException {
        this.config = config;
        this.clock = clock;
        this.leadership = leadership;
        this.recorder = recorder;
        this.door = Doorkeeper.of(config.access());
        this.loops = SocketIo.best().eventLoops(config.threads(), "campanile-master");
        Ancestry ancestry = new Ancestry(new Ancestor(new SecureRandom().nextLong(), config.name()));
        this.superiors = new Superiors(config, door.tls(), clock, loops, ancestry);
        SessionConfig sessions = config.cluster().session();
        loops.forEach(loop -> lobbies.put(
                loop, new Lobby(loop, clock.local(), door, ancestry, sessions, recorder, config.maxSlaves())));
        this.sockets = new MasterSockets(config, loops, door, new Witness(clock), this::lobby);
    }

    /** Starts a master that runs alone on this local clock, with a cluster clock of its own; fails as the other one does. */
    public static MasterServer start(MasterConfig config, LocalClock local) throws IOException {
        return start(config, new DisciplinedClock(local, config.discipline()), Alone.forgetful(local), Recorder.NONE);
    }

    /**
     * Starts a master.
     *
     * @param clock the node's cluster clock, which outlives every term; it stays the caller's
     * @param leadership says when this master leads
     * @param recorder hears what is decided, and from what
     * @throws IOException if it cannot listen: one sentence that says what to do
     */
    public static MasterServer start(
            MasterConfig config, DisciplinedClock clock, Leadership leadership, Recorder recorder) throws IOException {
        MasterServer server = new MasterServer(config, clock, leadership, recorder);
        try {
            server.sockets.bind();
        } catch (IOException e) {
            server.shutDownThreads();
            throw e;
        }
        server.door.follow(server.rounds);
        leadership.start(server::onChange);
        server.changes.last().join();
        return server;
    }

    private Lobby lobby(EventLoop loop) {
        return Objects.requireNonNull(lobbies.get(loop));
    }

    private void onChange(State state) {
        changes.add(() -> change(state), "could not follow a change of leadership to " + state);
    }

    /** Whoever kept the clock lets go of it before somebody else takes it. */
    private CompletableFuture<Void> change(State state) {
        CompletableFuture<Void> free =
                closeTerm(lobby -> lobby.close(state)).thenComposeAsync(done -> superiors.letGo(), rounds);
        status = MasterStatus.beforeTheFirstRound(status.epoch(), status.burst());
        return free.thenComposeAsync(done -> begin(state), rounds);
    }

    private CompletableFuture<Void> begin(State state) {
        if (state instanceof Leading leading) {
            List<Lobby> everywhere = List.copyOf(lobbies.values());
            superiors.lead();
            Term next = new Term(
                    leading,
                    config,
                    clock,
                    rounds,
                    everywhere,
                    tally,
                    this::publish,
                    leadership,
                    recorder,
                    superiors::outside);
            term = next;
            return next.open();
        }
        if (state instanceof Following leader && !closing) {
            superiors.follow(leader);
        }
        return CompletableFuture.completedFuture(null);
    }

    /** Ends the rounds first, so that none is decided while slaves leave. */
    private CompletableFuture<Void> closeTerm(Function<Lobby, CompletableFuture<Void>> farewell) {
        Term closing = term;
        term = null;
        CompletableFuture<Void> ended = closing == null ? CompletableFuture.completedFuture(null) : closing.close();
        return ended.thenCompose(done ->
                CompletableFuture.allOf(lobbies.values().stream().map(farewell).toArray(CompletableFuture<?>[]::new)));
    }

    private void publish(MasterStatus next) {
        status = next;
        if (next.round() != null) {
            listener.accept(next);
        }
    }

    /** The term that is open, if one is. */
    Optional<Term> term() {
        return Optional.ofNullable(term);
    }

    /** Where slaves connect. */
    public InetSocketAddress address() {
        return sockets.address();
    }

    /** The cluster's time, as this master keeps it. */
    public ClusterClock clock() {
        return clock;
    }

    /** Who leads, of what group. */
    public Leadership leadership() {
        return leadership;
    }

    /** Whose cluster's time this one's follows; empty if it is its own. */
    public Optional<ParentStatus> parent() {
        return superiors.parent().map(parent -> parent.status(clock.read()));
    }

    /** Whether somebody with these names in his certificate may use what people look at this master with. */
    public boolean mayOperate(PeerNames names) {
        return door.mayOperate(names);
    }

    /** For how long its certificate and the CA's are valid; empty if it has none. */
    public Optional<Certificates> certificates() {
        return Optional.ofNullable(door.tls()).map(TlsContexts::certificates);
    }

    /** How it runs. */
    public MasterConfig options() {
        return config;
    }

    /** What the last round of the present term left behind; without round and slaves while there is none. */
    public MasterStatus status() {
        return status;
    }

    /** Has one listener told of each round's status from now on, by the rounds' thread, which it must not block. */
    public void onRound(Consumer<MasterStatus> listener) {
        this.listener = listener;
    }

    /** The event loops that talk to slaves; to be looked at only. */
    public Iterable<EventExecutor> eventLoops() {
        return lobbies.keySet();
    }

    /** Another master that runs beside this one, which runs alone, if a slave has told of one within the last ten minutes. */
    public Optional<SecondMaster> secondMaster() {
        return term().flatMap(open -> open.secondMaster(clock.local().nanos()));
    }

    /** Why no slave can connect now, in one sentence; empty while they can. */
    public Optional<String> acceptFailure() {
        return sockets.failure();
    }

    /**
     * Completes when the event loop that schedules the rounds, and each of those that talk to slaves, has come round once more: for
     * whoever looks after a process that may hang. Throws {@link java.util.concurrent.RejectedExecutionException} if they have stopped.
     */
    public CompletableFuture<Void> pulse() {
        return CompletableFuture.allOf(Stream.concat(Stream.of(rounds), lobbies.keySet().stream())
                .map(loop -> CompletableFuture.runAsync(() -> {}, loop))
                .toArray(CompletableFuture<?>[]::new));
    }

    /** Which datagrams came to nothing, and why. */
    public Drops drops() {
        return sockets.drops();
    }

    /** What each event loop counts. */
    public List<Tally> tallies() {
        return Stream.concat(lobbies.values().stream().map(Lobby::tally), Stream.of(tally))
                .toList();
    }

    /**
     * The exchanges that the master's estimate of a slave rests on, oldest first; asked of the slave's event loop. Fails when
     * that is shutting down; empty when no slave of this unique name is connected.
     */
    public Optional<CompletableFuture<List<Sample>>> samples(String slave) {
        return term().flatMap(open -> open.find(slave)).map(MasterHandler::samples);
    }

    /** Says goodbye to every slave and stops. Completes after about a second at most; to be called once. */
    public CompletableFuture<Void> close() {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        closing = true;
        sockets.stopAccepting();
        leadership.stop();
        changes.last()
                .thenComposeAsync(
                        done -> closeTerm(lobby -> lobby.end(GoodbyeReason.SHUTDOWN, "the master is shutting down")),
                        rounds)
                .thenComposeAsync(done -> superiors.letGo(), rounds)
                .whenComplete((done, failure) -> {
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
