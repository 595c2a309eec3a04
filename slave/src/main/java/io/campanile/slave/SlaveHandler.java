package io.campanile.slave;

import io.campanile.clock.ClusterClock;
import io.campanile.clock.DisciplinedClock;
import io.campanile.core.LocalClock;
import io.campanile.core.message.GoodbyeReason;
import io.campanile.core.message.Message.Goodbye;
import io.campanile.core.message.Message.Redirect;
import io.campanile.core.message.Reply;
import io.campanile.core.session.SlaveSession;
import io.campanile.proto.GracefulClose;
import io.campanile.proto.WirePipeline;
import io.campanile.proto.codec.Arrived;
import io.campanile.proto.codec.WireFault;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes a connection to a master keep a {@link ClusterClock}: add it to a pipeline, and it says hello, answers probes and
 * applies corrections. It brings the handlers that it needs and puts them before itself, behind whoever is there already.
 *
 * <p>So it may stand behind a TLS handler, and it may be added to a connection that is open, once both ends have agreed on
 * Campanile by an upgrade or by ALPN. From then on the connection is Campanile's: handlers behind this one get no message,
 * and may not send any. It closes the connection when the session is over.
 *
 * <p>One for each connection; not sharable. The channel's event loop calls it.
 */
public final class SlaveHandler extends ChannelInboundHandlerAdapter {

    /** How long to wait at least before looking again: a clock that runs slow reaches its moment late. */
    private static final long LEAST_CHECK_NANOS = 10_000_000;

    private final LocalClock local;
    private final SlaveSession session;
    private final SessionLog log;
    private final @Nullable Announcements announcements;
    private final CompletableFuture<Ending> ended = new CompletableFuture<>();
    private @Nullable ScheduledFuture<?> check;
    private String brokenBy = "";
    private boolean greeted;

    /**
     * How a session ended.
     *
     * @param welcomed whether the master had let this slave in
     * @param redirect where the leader is, if the master said so
     * @param reason one sentence
     */
    public record Ending(boolean welcomed, Optional<Redirect> redirect, String reason) {}

    /**
     * Begins a session as soon as the channel is active.
     *
     * @param clock what to correct
     */
    public SlaveHandler(SlaveIdentity identity, DisciplinedClock clock) {
        this(identity, clock, null);
    }

    SlaveHandler(SlaveIdentity identity, DisciplinedClock clock, @Nullable Announcements announcements) {
        this.local = clock.local();
        long now = local.nanos();
        this.session = new SlaveSession(identity.hello(clock.state(now).epoch()), clock, now);
        this.log = new SessionLog(session);
        this.announcements = announcements;
    }

    /** Completes when the session is over: the connection has closed, or this was removed from it. */
    public CompletionStage<Ending> ended() {
        return ended;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        // 1. Between bytes and messages.
        WirePipeline.installBefore(ctx, local);
        // 2. What the slaves of a master announce to one another.
        ctx.pipeline().addBefore(ctx.name(), null, new AnnouncementHandler(session, announcements));
        // 3. This handler keeps time.
        if (ctx.channel().isActive()) {
            greet(ctx);
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        greet(ctx);
        ctx.fireChannelActive();
    }

    private void greet(ChannelHandlerContext ctx) {
        if (greeted) {
            return;
        }
        greeted = true;
        ctx.writeAndFlush(session.hello());
        checkLater(ctx);
    }

    /** Looks again when the master's time is up; as a rule it was heard meanwhile. */
    private void checkLater(ChannelHandlerContext ctx) {
        long wait = session.patientUntilNanos() + 1 - local.nanos();
        check = ctx.executor().schedule(() -> check(ctx), Math.max(LEAST_CHECK_NANOS, wait), TimeUnit.NANOSECONDS);
    }

    private void check(ChannelHandlerContext ctx) {
        if (session.phase() != SlaveSession.Phase.CLOSED) {
            session.expire(local.nanos()).ifPresentOrElse(goodbye -> hangUp(ctx, goodbye), () -> checkLater(ctx));
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (session.phase() == SlaveSession.Phase.CLOSED) {
            return;
        }
        Arrived arrived = (Arrived) message;
        Optional<Reply> reply = session.onMessage(arrived.message(), arrived.atNanos());
        if (reply.isPresent()) {
            send(ctx, reply.get());
        } else if (session.phase() == SlaveSession.Phase.CLOSED) {
            ctx.close();
        }
        log.note(arrived.message());
    }

    private void send(ChannelHandlerContext ctx, Reply reply) {
        if (reply instanceof Goodbye goodbye) {
            hangUp(ctx, goodbye);
        } else if (!ctx.channel().isWritable()) {
            // Answers must not pile up here.
            session.end(GoodbyeReason.OVERFLOW, "the master does not read what it is sent");
            ctx.close();
        } else {
            ctx.writeAndFlush(reply, ctx.voidPromise());
        }
    }

    /** Ends the session; {@link #ended} completes when it has. The channel's event loop calls it. */
    void leave(ChannelHandlerContext ctx) {
        if (session.phase() != SlaveSession.Phase.CLOSED) {
            hangUp(ctx, session.end(GoodbyeReason.SHUTDOWN, ""));
        }
    }

    private void hangUp(ChannelHandlerContext ctx, Goodbye goodbye) {
        GracefulClose.say(ctx, goodbye);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        finish("the master closed the connection");
        ctx.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        finish("its handler was removed");
    }

    private void finish(String why) {
        if (check != null) {
            check.cancel(false);
        }
        Ending how = ending(brokenBy.isEmpty() ? why : brokenBy);
        session.end(GoodbyeReason.SHUTDOWN, "");
        ended.complete(how);
    }

    private Ending ending(String otherwise) {
        Optional<Redirect> redirect =
                session.ending().filter(Redirect.class::isInstance).map(Redirect.class::cast);
        String reason = session.ending()
                .filter(Goodbye.class::isInstance)
                .map(Object::toString)
                .orElse(otherwise);
        return new Ending(session.welcome().isPresent(), redirect, reason);
    }

    /** Without this, the exception that comes with it would look like something that the master said. */
    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake && !handshake.isSuccess()) {
            brokenBy = "the TLS handshake failed: " + handshake.cause().getMessage();
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (session.phase() == SlaveSession.Phase.CLOSED) {
            return;
        }
        if (!brokenBy.isEmpty()) {
            ctx.close();
        } else if (WireFault.isTheirs(cause)) {
            WireFault fault = WireFault.of(cause);
            hangUp(ctx, session.end(fault.reason(), "the master sent something wrong: " + fault.detail()));
        } else {
            brokenBy = String.valueOf(cause.getMessage());
            ctx.close();
        }
    }
}
