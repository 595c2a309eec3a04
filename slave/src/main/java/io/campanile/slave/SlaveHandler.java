package io.campanile.slave;

import io.campanile.clock.ClusterClock;
import io.campanile.clock.DisciplinedClock;
import io.campanile.core.discipline.Decision;
import io.campanile.core.discipline.Decision.Applied;
import io.campanile.core.discipline.Decision.Refused;
import io.campanile.core.message.AnnouncementKind;
import io.campanile.core.message.Body;
import io.campanile.core.message.GoodbyeReason;
import io.campanile.core.message.Message;
import io.campanile.core.message.Message.Announcement;
import io.campanile.core.message.Message.Goodbye;
import io.campanile.core.message.Message.Redirect;
import io.campanile.core.message.Message.Welcome;
import io.campanile.core.message.Standing;
import io.campanile.core.session.SlaveSession;
import io.campanile.proto.GracefulClose;
import io.campanile.proto.WirePipeline;
import io.campanile.proto.codec.TimeStamps;
import io.campanile.proto.codec.WireFault;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a connection to a master keep a {@link ClusterClock}: add it to a pipeline, and it says hello, answers probes and
 * applies corrections. It brings the handlers that it needs and puts them before itself, behind whoever is there already.
 *
 * <p>So it may stand behind a TLS handler, and it may be added to a connection that is open, once both ends have agreed on
 * Campanile by an upgrade or by ALPN. From then on the connection is Campanile's: handlers behind this one get no message,
 * and may not send any. It closes the connection when the conversation is over.
 *
 * <p>One for each connection; not sharable. The channel's event loop calls it.
 */
public final class SlaveHandler extends SimpleChannelInboundHandler<Message> {

    private static final Logger log = LoggerFactory.getLogger(SlaveHandler.class);

    /** A clock that runs slow reaches its moment late. */
    private static final long LEAST_CHECK_NANOS = 10_000_000;

    private final @Nullable Conversation conversation;
    private final TimeStamps stamps;
    private final SlaveSession session;
    private final CompletableFuture<Ending> ended = new CompletableFuture<>();
    private @Nullable ScheduledFuture<?> check;
    private String brokenBy = "";
    private boolean greeted;
    private Standing loggedStanding = Standing.JOINING;

    /**
     * How a conversation ended.
     *
     * @param welcomed whether the master had let this slave in
     * @param redirect where the leader is, if the master said so
     * @param reason one sentence
     */
    public record Ending(boolean welcomed, Optional<Redirect> redirect, String reason) {}

    /**
     * A conversation that begins as soon as the channel is active.
     *
     * @param clock what to correct
     */
    public SlaveHandler(SlaveIdentity identity, DisciplinedClock clock) {
        this(identity, clock, null);
    }

    SlaveHandler(SlaveIdentity identity, DisciplinedClock clock, @Nullable Conversation conversation) {
        this.conversation = conversation;
        this.stamps = new TimeStamps(clock.local());
        long now = stamps.nowNanos();
        this.session = new SlaveSession(identity.hello(clock.state(now).epoch()), clock, now);
    }

    /** Completes when the conversation is over: the connection has closed, or this was removed from it. */
    public CompletionStage<Ending> ended() {
        return ended;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        WirePipeline.installBefore(ctx, stamps);
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
        long wait = session.patientUntilNanos() + 1 - stamps.nowNanos();
        check = ctx.executor().schedule(() -> check(ctx), Math.max(LEAST_CHECK_NANOS, wait), TimeUnit.NANOSECONDS);
    }

    private void check(ChannelHandlerContext ctx) {
        if (session.phase() != SlaveSession.Phase.CLOSED) {
            session.expire(stamps.nowNanos()).ifPresentOrElse(goodbye -> hangUp(ctx, goodbye), () -> checkLater(ctx));
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, Message message) {
        if (session.phase() == SlaveSession.Phase.CLOSED) {
            return;
        }
        if (message instanceof Announcement announcement) {
            hear(announcement);
            return;
        }
        Optional<Message> answer = session.onMessage(message, stamps.arrivalNanos());
        if (answer.isPresent() && answer.get() instanceof Goodbye goodbye) {
            hangUp(ctx, goodbye);
        } else if (answer.isPresent() && !ctx.channel().isWritable()) {
            // Answers must not pile up here.
            session.end(GoodbyeReason.OVERFLOW, "the master does not read what it is sent");
            ctx.close();
        } else if (answer.isPresent()) {
            ctx.writeAndFlush(answer.get(), ctx.voidPromise());
        } else if (session.phase() == SlaveSession.Phase.CLOSED) {
            ctx.close();
        }
        if (conversation != null && session.phase() == SlaveSession.Phase.ACTIVE) {
            session.welcome().ifPresent(welcome -> conversation.join(ctx, welcome));
        }
        note(message);
    }

    private void hear(Announcement announcement) {
        if (conversation != null) {
            session.welcome()
                    .filter(welcome -> welcome.session() == announcement.session())
                    .ifPresent(welcome -> conversation.hear(announcement, welcome.name()));
        }
    }

    /** Tells everybody; false if it was not sent. On the channel's event loop. */
    boolean announce(ChannelHandlerContext ctx, AnnouncementKind kind, Body body) {
        return conversation != null && conversation.announce(ctx, session, kind, body);
    }

    /** Ends the conversation; {@link #ended} completes when it has. On the channel's event loop. */
    void leave(ChannelHandlerContext ctx) {
        if (session.phase() != SlaveSession.Phase.CLOSED) {
            hangUp(ctx, session.end(GoodbyeReason.SHUTDOWN, ""));
        }
    }

    private void hangUp(ChannelHandlerContext ctx, Goodbye goodbye) {
        GracefulClose.say(ctx, goodbye);
    }

    private void note(Message message) {
        if (message instanceof Welcome welcome) {
            log.info("{} follows a master of epoch {}", welcome.name(), welcome.epoch());
        } else if (message.correction() != null) {
            session.lastDecision().ifPresent(this::note);
        }
        if (session.standing() != loggedStanding) {
            loggedStanding = session.standing();
            if (loggedStanding == Standing.REJECTED) {
                log.warn(
                        "the master leaves this clock out: {}",
                        session.rejection().map(SlaveHandler::words).orElse("no reason given"));
            } else {
                log.info("this clock is now {}", words(loggedStanding));
            }
        }
    }

    private void note(Decision decision) {
        if (decision instanceof Applied applied && applied.steppedNanos() != 0) {
            log.info("the cluster clock stepped by {} s", "%+.6f".formatted((double) applied.steppedNanos() / 1e9));
        } else if (decision instanceof Refused refused) {
            log.debug("refused a correction: {}", words(refused.reason()));
        }
    }

    private static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
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
