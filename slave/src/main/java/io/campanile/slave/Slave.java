package io.campanile.slave;

import io.campanile.clock.ClusterClock;
import io.campanile.core.message.AnnouncementKind;
import io.campanile.core.message.Body;
import io.campanile.core.session.BackoffLimits;
import io.campanile.core.session.MasterChoice;
import io.campanile.proto.socket.SocketIo;
import io.campanile.proto.tls.Certificates;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A member of a cluster: connects to a master, stays connected, and keeps a {@link ClusterClock}. Made by
 * {@link Campanile#slave}. It works on one event loop; nothing is static, so that any number of them live in one process.
 *
 * <p>Thread-safe.
 */
public final class Slave implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Slave.class);

    /** A goodbye takes a round trip, and whoever says it waits for a second at most. */
    private static final long CLOSE_MILLIS = 1500;

    private final SlaveIdentity identity;
    private final @Nullable EventLoopGroup ownLoops;
    private final EventLoop loop;
    private final Uplink uplink;
    private final KeptClock kept;
    private final SearchLog search;
    private final @Nullable Announcements announcements;
    private final Function<Dialer, Reconnector> reconnectors;
    private final CompletableFuture<Void> opened = new CompletableFuture<>();
    private final CompletableFuture<Void> free = new CompletableFuture<>();
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();

    // The event loop alone uses these.
    private boolean opening;
    private boolean released;
    private @Nullable Reconnector reconnector;

    Slave(SlaveBuilder options) {
        identity = SlaveIdentity.of(options);
        EventLoopGroup given = options.loops;
        EventLoopGroup loops = given == null ? SocketIo.best().eventLoops(1, "campanile-slave") : given;
        ownLoops = given == null ? loops : null;
        loop = loops.next();
        uplink = new Uplink(options, loop);
        kept = new KeptClock(options, loop);
        search = new SearchLog(kept.clock().local(), options.descent);
        List<InetSocketAddress> masters = List.copyOf(options.masters);
        BackoffLimits backoff = options.backoff;
        announcements = options.hears == null ? null : new Announcements(options.hears, kept.clock());
        SlaveParts parts = new SlaveParts(identity, kept.clock(), announcements, options.recorder);
        MasterChoice<InetSocketAddress> choice =
                new MasterChoice<>(masters, backoff, options.certified, new SplittableRandom());
        reconnectors = by -> new Reconnector(
                choice,
                parts,
                loop,
                by,
                new Witnesses(masters, by, loop, kept.clock().local()),
                search);
    }

    /** What it asks to be called. */
    public String name() {
        return identity.name();
    }

    /** The cluster's time. It can be read before the slave is started, and after the slave was closed. */
    public ClusterClock clock() {
        return kept.clock();
    }

    /** Has its event loop tell others of this machine what its clock shows, until that is free. */
    LocalSocket tell(Path at, Set<PosixFilePermission> mode) throws IOException {
        LocalSocket socket = LocalSocket.open(kept.clock(), loop, at, mode);
        free.thenRun(socket::close);
        return socket;
    }

    /** Whom it follows, and who did not have it. */
    public MasterSearch search() {
        return search.now();
    }

    /** For how long the certificates in the files that it was given are valid; empty if it was given none. */
    public Optional<Certificates> certificates() {
        return uplink.certificates();
    }

    /**
     * Starts connecting, and never stops trying until it is closed. Returns at once; another call starts nothing.
     *
     * @return the clock, when it is {@code SYNCHRONIZED}. Fails with {@link IllegalStateException} if the slave is closed
     *     before that, with the reason if no socket can be opened, and with {@link ClassPathException} if no attempt can ever
     *     succeed: then whoever waits for its clock fails, too
     */
    public CompletionStage<ClusterClock> start() {
        try {
            loop.execute(this::open);
        } catch (RejectedExecutionException e) {
            opened.completeExceptionally(new IllegalStateException("the event loop of this slave has stopped", e));
        }
        return opened.thenCompose(done -> kept.awaitSynchronized());
    }

    private void open() {
        if (opening || released) {
            opened.complete(null);
            return;
        }
        opening = true;
        begin(() -> uplink.open().addListener((Future<Dialer> f) -> begin(() -> onOpened(f))));
    }

    private void begin(Runnable step) {
        try {
            step.run();
        } catch (IllegalArgumentException e) {
            opened.completeExceptionally(e);
        } catch (LinkageError e) {
            giveUp(new ClassPathException(e));
        }
    }

    /** There is no master that this slave could follow, now or ever. */
    private void giveUp(ClassPathException why) {
        log.error("{} gives up: {}", name(), why.getMessage());
        kept.fail(why);
        opened.completeExceptionally(why);
    }

    private void onOpened(Future<Dialer> opening) {
        if (!opening.isSuccess()) {
            opened.completeExceptionally(opening.cause());
            return;
        }
        if (released) {
            uplink.close();
        } else {
            reconnector = reconnectors.apply(opening.getNow());
            reconnector.hopeless().thenAccept(this::giveUp);
            reconnector.start();
        }
        opened.complete(null);
    }

    /**
     * Tells everybody who takes part in the announcements, this slave included. It arrives once or not at all: nothing is
     * sent again.
     *
     * @param text up to 512 bytes of UTF-8
     * @return whether it was sent: not so if this slave takes no part ({@link SlaveBuilder#onAnnouncement}), has no master
     *     or no cluster time now, was closed, or announces more than 20 things at once or 10 a second
     * @throws IllegalArgumentException if the text is too long
     */
    public CompletionStage<Boolean> announce(String text) {
        return announce(AnnouncementKind.SAID, Body.of(text));
    }

    /**
     * The same with bytes, which mean something to those who listen for {@link AnnouncementKind#SENT}.
     *
     * @param bytes up to 512
     * @return whether it was sent, as for a text
     * @throws IllegalArgumentException if there are too many
     */
    public CompletionStage<Boolean> announce(byte[] bytes) {
        return announce(AnnouncementKind.SENT, Body.of(bytes));
    }

    private CompletionStage<Boolean> announce(AnnouncementKind kind, Body body) {
        try {
            return CompletableFuture.supplyAsync(
                    () -> announcements != null && announcements.announce(kind, body), loop);
        } catch (RejectedExecutionException e) {
            // Its event loop has stopped: there is nobody to tell it to.
            return CompletableFuture.completedFuture(false);
        }
    }

    /**
     * Says goodbye and lets go of everything. Idempotent.
     *
     * @return completes when it has, after about a second at most
     */
    public CompletionStage<Void> stop() {
        try {
            loop.execute(this::leave);
        } catch (RejectedExecutionException e) {
            // The caller's event loop went first, and took the connection with it.
            kept.close();
            free.complete(null);
            stopped.complete(null);
        }
        return stopped;
    }

    /**
     * {@link #stop Stops}, for somebody else who is to keep the {@linkplain SlaveBuilder#clock given clock} from now on.
     *
     * @return completes when this slave corrects the clock no more: at once, while a goodbye may still be on its way to a
     *     master that does not answer
     */
    public CompletionStage<Void> letGo() {
        stop();
        return free;
    }

    private void leave() {
        if (reconnector == null) {
            release();
        } else {
            reconnector.free().thenRun(() -> free.complete(null));
            // Later, when every handler of the connection has heard that it is closed.
            reconnector.close().thenRunAsync(this::release, loop);
        }
    }

    private void release() {
        if (released) {
            return;
        }
        released = true;
        free.complete(null);
        kept.close();
        uplink.close();
        if (ownLoops == null) {
            stopped.complete(null);
        } else {
            ownLoops.shutdownGracefully(0, 1, TimeUnit.SECONDS).addListener(f -> stopped.complete(null));
        }
    }

    /** {@link #stop Stops}, and waits until it has: a second and a half at most, and not at all on the event loop. */
    @Override
    public void close() {
        CompletableFuture<Void> stopping = stop().toCompletableFuture();
        if (loop.inEventLoop()) {
            return;
        }
        try {
            stopping.get(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException e) {
            log.debug("{} did not close in time", name(), e);
        }
    }
}
