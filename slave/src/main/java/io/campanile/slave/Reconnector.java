package io.campanile.slave;

import io.campanile.clock.ClusterClock;
import io.campanile.clock.DisciplinedClock;
import io.campanile.core.session.MasterChoice;
import io.campanile.core.session.MasterChoice.Next;
import io.campanile.proto.socket.SocketFailure;
import io.campanile.slave.SlaveHandler.Ending;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a {@link ClusterClock} connected: carries out what {@link MasterChoice} decides. The clock goes on serving through
 * all of it.
 *
 * <p>One event loop does all the work; any thread may start and close it.
 */
final class Reconnector {

    private static final Logger log = LoggerFactory.getLogger(Reconnector.class);

    private final SlaveIdentity identity;
    private final DisciplinedClock clock;
    private final EventLoop loop;
    private final Dialer dialer;
    private final @Nullable Announcements announcements;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    // The event loop alone uses these.
    private final MasterChoice<InetSocketAddress> choice;
    private boolean closing;
    private String lastComplaint = "";
    private @Nullable Channel channel;

    /**
     * A slave's end that is not connected yet.
     *
     * @param choice which master, and when; it becomes this object's own
     * @param clock what to keep
     * @param loop does the work; stays the caller's
     * @param dialer opens its connections, on {@code loop}
     * @param announcements in which the slave takes part, if in any
     */
    Reconnector(
            MasterChoice<InetSocketAddress> choice,
            SlaveIdentity identity,
            DisciplinedClock clock,
            EventLoop loop,
            Dialer dialer,
            @Nullable Announcements announcements) {
        this.choice = choice;
        this.identity = identity;
        this.clock = clock;
        this.loop = loop;
        this.dialer = dialer;
        this.announcements = announcements;
    }

    /** Starts connecting, and never stops trying until {@link #close}. */
    void start() {
        loop.execute(() -> connect(choice.first().master()));
    }

    /** Says goodbye. Idempotent; completes when the connection is closed, after about a second at most. */
    CompletionStage<Void> close() {
        loop.execute(() -> {
            closing = true;
            if (channel == null) {
                closed.complete(null);
                return;
            }
            ChannelHandlerContext ctx = channel.pipeline().context(SlaveHandler.class);
            if (ctx == null || !channel.isActive()) {
                channel.close();
            } else {
                ((SlaveHandler) ctx.handler()).leave(ctx);
            }
        });
        return closed;
    }

    private void connect(InetSocketAddress master) {
        if (closing) {
            return;
        }
        SlaveHandler handler = new SlaveHandler(identity, clock, announcements);
        ChannelFuture connecting = dialer.dial(master, handler);
        channel = connecting.channel();
        connecting.addListener(f -> {
            if (f.isSuccess()) {
                handler.ended().thenAccept(ending -> onEnding(master, ending));
            } else {
                onFailure(master, f.cause());
            }
        });
    }

    private void onFailure(InetSocketAddress master, Throwable cause) {
        if (isOver()) {
            return;
        }
        complain("cannot reach the master at %s: %s".formatted(name(master), SocketFailure.reason(cause)));
        turnTo(choice.unreachable());
    }

    private void onEnding(InetSocketAddress master, Ending ending) {
        if (isOver()) {
            return;
        }
        if (ending.welcomed()) {
            lastComplaint = "";
        }
        InetSocketAddress leader = ending.redirect()
                .map(redirect -> InetSocketAddress.createUnresolved(redirect.host(), redirect.port()))
                .orElse(null);
        Next<InetSocketAddress> next = choice.ended(ending.welcomed(), leader);
        if (leader != null && next.waitNanos() == 0) {
            log.info("the master at {} sends this slave on to {}", name(master), name(leader));
        } else {
            complain("lost the master at %s: %s".formatted(name(master), ending.reason()));
        }
        turnTo(next);
    }

    private void turnTo(Next<InetSocketAddress> next) {
        if (next.waitNanos() == 0) {
            connect(next.master());
        } else {
            loop.schedule(() -> connect(next.master()), next.waitNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /** The connection is gone: whether that is all that was still waited for. */
    private boolean isOver() {
        channel = null;
        if (closing) {
            closed.complete(null);
        }
        return closing;
    }

    /** Warns once of each new trouble, not at every try. */
    private void complain(String complaint) {
        if (!complaint.equals(lastComplaint)) {
            lastComplaint = complaint;
            log.warn("{}; trying again", complaint);
        }
    }

    private static String name(InetSocketAddress master) {
        return NetUtil.toSocketAddressString(master.getHostString(), master.getPort());
    }
}
