package io.campanile.slave;

import io.campanile.clock.ClusterClock;
import io.campanile.clock.DisciplinedClock;
import io.campanile.core.LocalClock;
import io.campanile.core.inquiry.Scrutiny;
import io.campanile.core.message.GoodbyeReason;
import io.campanile.core.message.Message;
import io.campanile.core.message.Message.Goodbye;
import io.campanile.core.message.Message.Hello;
import io.campanile.core.message.Message.Redirect;
import io.campanile.core.message.Message.Welcome;
import io.campanile.core.message.Reply;
import io.campanile.core.session.SlaveSession;
import io.campanile.proto.GracefulClose;
import io.campanile.proto.WirePipeline;
import io.campanile.proto.codec.Arrived;
import io.campanile.proto.codec.WireFault;
import io.campanile.proto.tls.TlsFailure;
import io.campanile.slave.Witnesses.Bench;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
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

    private final SlaveParts parts;
    private final LocalClock local;
    private final SlaveSession session;
    private final SessionLog log;
    private final Inquirer inquirer;
    private final SessionListener listener;
    private final CompletableFuture<Ending> ended = new CompletableFuture<>();
    private @Nullable SilenceWatch watch;
    private String brokenBy = "";
    private boolean greeted;
    private boolean mistrustful;
    private @Nullable ClassPathException hopeless;

    /**
     * How a session ended.
     *
     * @param welcomed whether the master had let this slave in
     * @param redirect where the leader is, if the master said so
     * @param goodbye what one end has said at last; empty if the connection broke before that
     * @param reason one sentence
     */
    public record Ending(boolean welcomed, Optional<Redirect> redirect, Optional<Goodbye> goodbye, String reason) {}

    /**
     * Begins a session as soon as the channel is active.
     *
     * @param clock what to correct
     */
    public SlaveHandler(SlaveIdentity identity, DisciplinedClock clock) {
        this(new SlaveParts(identity, clock), false, null, SessionListener.NONE);
    }

    /**
     * The same for one that is not alone.
     *
     * @param parts what the slave's sessions have in common
     * @param seeksNewer whether the slave has a master that is quiet, or lost one just now
     * @param bench who can be asked about the master, if anybody
     * @param listener is told how the session goes
     */
    SlaveHandler(SlaveParts parts, boolean seeksNewer, @Nullable Bench bench, SessionListener listener) {
        DisciplinedClock clock = parts.clock();
        this.parts = parts;
        this.local = clock.local();
        long now = local.nanos();
        Hello hello = parts.identity().hello(clock.state(now).epoch(), seeksNewer);
        this.session = new SlaveSession(hello, clock, bench == null ? Scrutiny.none() : bench.scrutiny(), now);
        this.log = new SessionLog(session);
        this.inquirer = new Inquirer(session, local, bench, log);
        this.listener = listener;
    }

    /** Completes when the session is over: the connection has closed, or this was removed from it. */
    public CompletionStage<Ending> ended() {
        return ended;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        try {
            install(ctx);
        } catch (LinkageError e) {
            // Netty would only say that this handler was removed.
            exceptionCaught(ctx, e);
        }
    }

    private void install(ChannelHandlerContext ctx) {
        // 1. Between bytes and messages.
        WirePipeline.installBefore(ctx, local);
        // 2. What the slaves of a master announce to one another.
        AnnouncementHandler.addBefore(ctx, session, parts.announcements());
        // 3. Whose time the master has.
        LineageHandler.addBefore(ctx, session, listener);
        // 4. What is written down.
        RecordHandler.addBefore(ctx, session, parts.recorder());
        // 5. This handler keeps time.
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
        ctx.writeAndFlush(session.hello())
                .addListener(f -> ClassPathException.in(f.cause()).ifPresent(e -> exceptionCaught(ctx, e)));
        watch = new SilenceWatch(session, local, ctx.executor(), listener, goodbye -> GracefulClose.say(ctx, goodbye));
        watch.start();
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
        if (session.phase() == SlaveSession.Phase.ACTIVE && watch != null) {
            tell(watch, arrived.message());
        }
        log.note(arrived.message());
        inquirer.carryOn(goodbye -> GracefulClose.say(ctx, goodbye));
    }

    private void tell(SilenceWatch silence, Message message) {
        if (message instanceof Welcome welcome) {
            silence.start();
            listener.welcomed(welcome.epoch());
        } else {
            silence.heard();
        }
    }

    private void send(ChannelHandlerContext ctx, Reply reply) {
        if (reply instanceof Goodbye goodbye) {
            GracefulClose.say(ctx, goodbye);
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
            GracefulClose.say(ctx, session.end(GoodbyeReason.SHUTDOWN, ""));
        }
    }

    /** Whether this slave has ended the session since it does not believe the master. */
    boolean isDistrusting() {
        return session.isDistrusted();
    }

    /** Whether the other end does not let this slave in, and will not when it is asked again at once. */
    boolean isRefused() {
        return session.isRefused() || mistrustful;
    }

    /** Why no session can ever come about in this process; empty if one may. */
    Optional<ClassPathException> hopeless() {
        return Optional.ofNullable(hopeless);
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
        if (watch != null) {
            watch.stop();
        }
        inquirer.stop();
        Ending how = ending(brokenBy.isEmpty() ? why : brokenBy);
        if (session.phase() != SlaveSession.Phase.CLOSED) {
            session.end(GoodbyeReason.SHUTDOWN, "");
        }
        ended.complete(how);
    }

    private Ending ending(String otherwise) {
        Optional<Redirect> redirect =
                session.ending().filter(Redirect.class::isInstance).map(Redirect.class::cast);
        Optional<Goodbye> goodbye =
                session.ending().filter(Goodbye.class::isInstance).map(Goodbye.class::cast);
        String reason = goodbye.map(Goodbye::toString).orElse(otherwise);
        return new Ending(session.welcome().isPresent(), redirect, goodbye, reason);
    }

    /** Without this, the exception that comes with it would look like something that the master said. */
    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake && !handshake.isSuccess()) {
            brokenBy = words(handshake.cause());
            mistrustful = TlsFailure.isOfCertificate(handshake.cause());
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (session.phase() == SlaveSession.Phase.CLOSED) {
            return;
        }
        hopeless = hopeless == null ? ClassPathException.in(cause).orElse(null) : hopeless;
        if (hopeless != null) {
            brokenBy = String.valueOf(hopeless.getMessage());
            ctx.close();
        } else if (!brokenBy.isEmpty()) {
            ctx.close();
        } else if (WireFault.isTheirs(cause)) {
            WireFault fault = WireFault.of(cause);
            GracefulClose.say(ctx, session.end(fault.reason(), "the master sent something wrong: " + fault.detail()));
        } else {
            brokenBy = TlsFailure.is(cause) ? words(cause) : String.valueOf(cause.getMessage());
            mistrustful = TlsFailure.isOfCertificate(cause);
            ctx.close();
        }
    }

    private static String words(Throwable cause) {
        TlsFailure failure = TlsFailure.of(cause);
        String what = failure.refused() ? "the master refused this slave's certificate" : "the TLS handshake failed";
        return what + ": " + failure.reason();
    }
}
