package io.campanile.master;

import io.campanile.core.LocalClock;
import io.campanile.core.ensemble.ClockReport;
import io.campanile.core.ensemble.RoundResult;
import io.campanile.core.filter.Sample;
import io.campanile.core.message.GoodbyeReason;
import io.campanile.core.message.Message;
import io.campanile.core.message.Message.Goodbye;
import io.campanile.core.message.Message.Hello;
import io.campanile.core.message.Message.Reading;
import io.campanile.core.round.Roster.Admitted;
import io.campanile.core.round.Roster.TurnedAway;
import io.campanile.core.round.Round;
import io.campanile.core.session.MasterSession;
import io.campanile.core.session.MasterSession.Phase;
import io.campanile.master.Leadership.Following;
import io.campanile.master.access.Doorkeeper.Opinion;
import io.campanile.proto.GracefulClose;
import io.campanile.proto.WirePipeline;
import io.campanile.proto.codec.Arrived;
import io.campanile.proto.codec.WireFault;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Carries one slave's session on its channel. The channel's event loop calls everything here. */
final class MasterHandler extends SimpleChannelInboundHandler<Arrived> {

    private final Lobby lobby;
    private final LocalClock clock;
    private final MasterSession session;
    private final SessionLog log;
    private final Prober prober;
    final Pulse pulse = new Pulse();

    /** What the slave may ask for; null before its hello. */
    private @Nullable Opinion opinion;

    /** The slaves of the term into which it was let; null before that. */
    private @Nullable SessionLoop term;

    private @Nullable ChannelHandlerContext context;

    MasterHandler(Lobby lobby, LocalClock clock, MasterSession session) {
        this.lobby = lobby;
        this.clock = clock;
        this.session = session;
        this.prober = new Prober(session, pulse);
        this.log =
                new SessionLog(lobby.tally(), session, () -> context().channel().remoteAddress());
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        WirePipeline.installBefore(ctx, clock);
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        lobby.arrive(this);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, Arrived arrived) {
        if (session.phase() == Phase.CLOSED) {
            return;
        }
        Message message = arrived.message();
        if (message instanceof Hello first && session.phase() == Phase.AWAITING_HELLO) {
            onHello(first);
            return;
        }
        boolean answered = prober.take(message, arrived.atNanos(), this::send);
        if (answered && term != null) {
            term.answered();
        }
        if (message instanceof Reading) {
            log.reading();
        } else if (message instanceof Goodbye goodbye) {
            if (term != null) {
                log.left(goodbye);
            }
            ctx.close();
        }
    }

    String name() {
        return session.name();
    }

    private void onHello(Hello said) {
        Opinion looked = lobby.door().look(said, context().channel());
        Optional<Goodbye> no = session.refusal(said)
                .or(() -> looked.objection().map(detail -> session.end(GoodbyeReason.NOT_ALLOWED, detail)))
                .or(() -> lobby.ancestry().objection(said).map(loop -> session.end(GoodbyeReason.LOOP, loop)));
        no.ifPresentOrElse(this::hangUp, () -> {
            // While it waits, it says the same again.
            if (opinion == null) {
                opinion = looked;
                context().pipeline().fireUserEventTriggered(DoorHandler.HELLO_SAID);
                lobby.ask(this);
            }
        });
    }

    /** The epoch of the leader that is of no use to the slave, which has said hello; 0 if every one is. */
    long newerThan() {
        return opinion == null ? 0 : opinion.hello().newerThan();
    }

    /** Asks to be let into a term. */
    void enter(SessionLoop open) {
        if (opinion == null || session.phase() != Phase.AWAITING_HELLO) {
            return;
        }
        Hello hello = opinion.hello();
        var admission = open.admit(hello, context().channel(), this).orElse(null);
        if (admission == null) {
            lobby.askLater(this);
        } else if (admission instanceof TurnedAway<MasterHandler> no) {
            hangUp(session.end(no.reason(), no.detail()));
        } else if (admission instanceof Admitted<MasterHandler> yes) {
            yes.superseded().ifPresent(MasterHandler::supersede);
            term = open;
            send(session.admit(yes.session(), yes.uniqueName(), yes.epoch(), yes.right(), clock.nanos()));
            log.joined(hello, open.lost());
            // What slaves announce to one another does not get as far as this handler, which keeps time.
            AnnouncementHandler.addBefore(context(), open.announcements(), session, this::end);
            LineageHandler.addBefore(context(), lobby.ancestry(), session, hello);
            open.join(this);
        }
    }

    private void supersede() {
        context().executor().execute(() -> end(GoodbyeReason.SUPERSEDED, "the same slave has connected again"));
    }

    /** Sends the slave on to the leader; the channel closes behind it. */
    void redirect(Following leader) {
        if (session.phase() != Phase.CLOSED) {
            session.end(GoodbyeReason.SHUTDOWN, "");
            log.redirected(leader);
            GracefulClose.say(context(), leader.redirect(session.session()));
        }
    }

    /** Starts probing this slave for a round, or gives it up if it was silent for too long. */
    void probe(Round round, long nowNanos) {
        expire(nowNanos);
        lookAgain();
        prober.start(round, context().executor(), this::send);
    }

    /** Whoever the access list no longer lets be what it is goes; it may come again as what it may be. */
    private void lookAgain() {
        Opinion before = opinion;
        if (before != null) {
            Opinion now = lobby.door().again(before, context().channel());
            opinion = now;
            if (now.objection().isPresent()
                    || now.hello().votes() != before.hello().votes()) {
                end(GoodbyeReason.NOT_ALLOWED, now.objection().orElse("the master's access list has changed"));
            }
        }
    }

    /** What this slave has to say in this round; empty if it has left. */
    Optional<ClockReport> report() {
        long now = clock.nanos();
        return session.phase() == Phase.ACTIVE
                ? Optional.of(session.closeRound(now, clock.disruptions(now)))
                : Optional.empty();
    }

    /**
     * Corrects the slave as the round decided, and says where it stands; empty if it joined since, or if only its connection is still there.
     *
     * @param immediate whether at once, and not by its next probe, as all but the first
     */
    Optional<SlaveStatus> correct(RoundResult result, boolean immediate) {
        if (session.phase() != Phase.ACTIVE) {
            return Optional.empty();
        }
        session.conclude(result, immediate).ifPresent(this::send);
        Optional<SlaveStatus> status = session.lastReport()
                .map(report -> SlaveStatus.of(
                        report, session, log.address(), prober.goesBy(context().channel()), result));
        status.ifPresent(log::judged);
        return status;
    }

    /** The exchanges that the slave's estimate rests on, oldest first; any thread may ask. */
    CompletableFuture<List<Sample>> samples() {
        return CompletableFuture.supplyAsync(session::samples, context().executor());
    }

    /** Whether the slave has ever answered a probe. */
    boolean isProven() {
        return session.isProven();
    }

    /** Gives the slave up if it was silent for too long. */
    void expire(long nowNanos) {
        session.expire(nowNanos).ifPresent(this::hangUp);
    }

    /** Ends the session from this side; the channel closes behind it. */
    void end(GoodbyeReason reason, String detail) {
        if (session.phase() != Phase.CLOSED) {
            hangUp(session.end(reason, detail));
        }
    }

    private void send(Message message) {
        ChannelHandlerContext ctx = context();
        if (message instanceof Goodbye goodbye) {
            hangUp(goodbye);
        } else if (!ctx.channel().isOpen()) {
            // The connection has just broken, which channelInactive says next. Nothing can be written any more.
            return;
        } else if (!ctx.channel().isWritable()) {
            log.overflowed();
            session.end(GoodbyeReason.OVERFLOW, "");
            ctx.close();
        } else {
            ctx.writeAndFlush(prober.addressed(message), ctx.voidPromise());
            if (message.correction() != null) {
                log.correction();
            }
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (!prober.note(event)) {
            ctx.fireUserEventTriggered(event);
        }
    }

    private void hangUp(Goodbye goodbye) {
        log.ended(goodbye);
        GracefulClose.say(context(), goodbye);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (session.phase() == Phase.ACTIVE) {
            log.lost();
        }
        session.end(GoodbyeReason.SHUTDOWN, "");
        lobby.leave(this);
        if (term != null) {
            term.leave(this);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (session.phase() != Phase.CLOSED && WireFault.isTheirs(cause)) {
            WireFault fault = WireFault.of(cause);
            hangUp(session.end(fault.reason(), fault.detail()));
        } else if (session.phase() != Phase.CLOSED) {
            log.broken(cause);
            ctx.close();
        }
    }

    private ChannelHandlerContext context() {
        return Objects.requireNonNull(context, "not in a pipeline yet");
    }
}
