package io.campanile.slave;

import io.campanile.clock.ClusterClock;
import io.campanile.clock.DisciplinedClock;
import io.campanile.core.message.AnnouncementKind;
import io.campanile.core.message.Body;
import io.campanile.proto.socket.SocketFailure;
import io.campanile.slave.SlaveHandler.Ending;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a {@link ClusterClock} connected: tries the masters of its list in turn, backs off, and follows redirects to the
 * leader. The clock goes on serving through all of it.
 *
 * <p>One event loop does all the work; any thread may start and close it.
 */
final class SlaveAgent {

    private static final Logger log = LoggerFactory.getLogger(SlaveAgent.class);

    /** More redirects in a row than this lead nowhere. */
    private static final int MAX_REDIRECTS = 3;

    private final List<InetSocketAddress> masters;
    private final SlaveIdentity identity;
    private final DisciplinedClock clock;
    private final EventLoop loop;
    private final Backoff backoff;
    private final Dialer dialer;
    private final @Nullable Conversation conversation;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    // Of the event loop.
    private int next;
    private int redirects;
    private boolean closing;
    private String lastComplaint = "";
    private @Nullable Channel channel;

    /**
     * An agent that is not connected yet.
     *
     * @param masters where the masters are, unresolved; at least one
     * @param clock what to keep
     * @param loop does the work; stays the caller's
     * @param dialer opens its connections, on {@code loop}
     * @param conversation in which it takes part, if any
     */
    SlaveAgent(
            List<InetSocketAddress> masters,
            SlaveIdentity identity,
            DisciplinedClock clock,
            EventLoop loop,
            BackoffLimits backoff,
            Dialer dialer,
            @Nullable Conversation conversation) {
        this.masters = List.copyOf(masters);
        this.identity = identity;
        this.clock = clock;
        this.loop = loop;
        this.backoff = new Backoff(backoff, new SplittableRandom());
        this.dialer = dialer;
        this.conversation = conversation;
    }

    /** Starts connecting, and never stops trying until {@link #close}. */
    void start() {
        loop.execute(() -> connect(masters.get(0)));
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

    /** Tells everybody; false if it was not sent. On the event loop. */
    boolean announce(AnnouncementKind kind, Body body) {
        ChannelHandlerContext ctx = channel == null ? null : channel.pipeline().context(SlaveHandler.class);
        return ctx != null && ((SlaveHandler) ctx.handler()).announce(ctx, kind, body);
    }

    private void connect(InetSocketAddress master) {
        if (closing) {
            return;
        }
        SlaveHandler handler = new SlaveHandler(identity, clock, conversation);
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
        retry();
    }

    private void onEnding(InetSocketAddress master, Ending ending) {
        if (isOver()) {
            return;
        }
        if (ending.welcomed()) {
            backoff.reset();
            lastComplaint = "";
        }
        if (ending.redirect().isPresent() && ++redirects <= MAX_REDIRECTS) {
            var leader = ending.redirect().get();
            log.info("the master at {} sends this slave on to {}:{}", name(master), leader.host(), leader.port());
            connect(InetSocketAddress.createUnresolved(leader.host(), leader.port()));
            return;
        }
        complain("lost the master at %s: %s".formatted(name(master), ending.reason()));
        retry();
    }

    /** The connection is gone: whether that is all that was still waited for. */
    private boolean isOver() {
        channel = null;
        if (closing) {
            closed.complete(null);
        }
        return closing;
    }

    private void retry() {
        redirects = 0;
        next = (next + 1) % masters.size();
        loop.schedule(() -> connect(masters.get(next)), backoff.nextMillis(), TimeUnit.MILLISECONDS);
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
