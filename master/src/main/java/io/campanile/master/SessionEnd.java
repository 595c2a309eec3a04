package io.campanile.master;

import io.campanile.core.message.GoodbyeReason;
import io.campanile.core.message.Message.Goodbye;
import io.campanile.core.message.Message.Redirect;
import io.campanile.core.session.MasterSession;
import io.campanile.core.session.MasterSession.Phase;
import io.campanile.master.Leadership.Following;
import io.campanile.master.Tally.Event;
import io.campanile.proto.GracefulClose;
import io.campanile.proto.codec.WireFault;
import io.netty.channel.ChannelHandlerContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a session with a slave ends, whichever side ends it: counted, logged, said, and its channel closed. The channel's event
 * loop calls everything here.
 */
final class SessionEnd {

    private static final Logger log = LoggerFactory.getLogger(SessionEnd.class);

    private final MasterSession session;
    private final Tally tally;
    private final Object who;

    /**
     * The end of a session that has not ended.
     *
     * @param who for the log, by its text
     */
    SessionEnd(MasterSession session, Tally tally, Object who) {
        this.session = session;
        this.tally = tally;
        this.who = who;
    }

    /** Says why, and closes behind it. */
    void hangUp(ChannelHandlerContext ctx, Goodbye goodbye) {
        tally.goodbye(goodbye.reason());
        switch (goodbye.reason()) {
            case SHUTDOWN, SUPERSEDED -> log.debug("closed {}: {}", who, goodbye);
            default -> log.warn("dropped {}: {}", who, goodbye);
        }
        GracefulClose.say(ctx, goodbye);
    }

    /** Says where the leader is, and closes behind it. */
    void redirect(ChannelHandlerContext ctx, Following leader) {
        session.end(GoodbyeReason.SHUTDOWN, "");
        log.debug("sent {} on to {}:{}", who, leader.host(), leader.port());
        GracefulClose.say(ctx, new Redirect(session.session(), leader.host(), leader.port(), leader.epoch()));
    }

    /** Closes without a word: the slave does not read what it is sent. */
    void overflow(ChannelHandlerContext ctx) {
        log.warn("dropped {}: it does not read what it is sent", who);
        tally.goodbye(GoodbyeReason.OVERFLOW);
        session.end(GoodbyeReason.OVERFLOW, "");
        ctx.close();
    }

    /** Something went wrong on the channel: says so, if the slave has sent what it should not have. */
    void fail(ChannelHandlerContext ctx, Throwable cause) {
        if (WireFault.isTheirs(cause)) {
            WireFault fault = WireFault.of(cause);
            hangUp(ctx, session.end(fault.reason(), fault.detail()));
        } else {
            log.debug("connection of {} broke", who, cause);
            ctx.close();
        }
    }

    /** The slave has said goodbye. */
    void left(ChannelHandlerContext ctx, Goodbye goodbye) {
        tally.count(Event.LEFT);
        log.debug("{} left: {}", who, goodbye);
        ctx.close();
    }

    /** The channel has closed. */
    void closed() {
        if (session.phase() == Phase.ACTIVE) {
            tally.count(Event.LOST);
            log.debug("{} left without a goodbye", who);
        }
        session.end(GoodbyeReason.SHUTDOWN, "");
    }
}
