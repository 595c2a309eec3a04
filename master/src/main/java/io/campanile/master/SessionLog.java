package io.campanile.master;

import io.campanile.core.message.GoodbyeReason;
import io.campanile.core.message.Message.Goodbye;
import io.campanile.core.message.Message.Hello;
import io.campanile.core.session.MasterSession;
import io.campanile.core.session.MasterSession.Phase;
import io.campanile.master.Leadership.Following;
import io.campanile.master.Tally.Event;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts and logs what becomes of one slave's session, and tells the term when the slave is lost. The channel's event loop calls
 * everything here.
 */
final class SessionLog {

    private static final Logger log = LoggerFactory.getLogger(MasterHandler.class);

    private final Tally tally;
    private final MasterSession session;
    private final Supplier<@Nullable SocketAddress> remote;
    private @Nullable SocketAddress from;
    private String address = "?";
    private long strayReadings;

    /** The term's list of those who are lost; null before the slave was let in. */
    private @Nullable LostSlaves lost;

    /** What the last round left behind of the slave; null before one has judged it. */
    private @Nullable SlaveStatus last;

    /**
     * A session of which nothing is known yet.
     *
     * @param remote where the slave is; over UDP that may change
     */
    SessionLog(Tally tally, MasterSession session, Supplier<@Nullable SocketAddress> remote) {
        this.tally = tally;
        this.session = session;
        this.remote = remote;
    }

    /** Where the slave is. */
    String address() {
        SocketAddress now = remote.get();
        if (!Objects.equals(now, from) && now instanceof InetSocketAddress internet) {
            from = internet;
            address = NetUtil.toSocketAddressString(internet);
        }
        return address;
    }

    /**
     * The slave was let in.
     *
     * @param lost the term's list of those who are lost
     */
    void joined(Hello hello, LostSlaves lost) {
        this.lost = lost;
        tally.count(hello.lastEpoch() == 0 ? Event.JOINED : Event.REJOINED);
        log.debug("{} joined", this);
    }

    /** The session has taken in a reading. */
    void reading() {
        if (session.strayReadings() > strayReadings) {
            strayReadings = session.strayReadings();
            tally.count(Event.STRAY_READING);
        } else if (session.phase() == Phase.ACTIVE) {
            tally.exchange(session.lastDelayNanos());
        }
    }

    /** A round has judged the slave. */
    void judged(SlaveStatus status) {
        last = status;
    }

    /** A correction went to the slave. */
    void correction() {
        tally.count(Event.CORRECTION);
    }

    /** The slave has said goodbye. */
    void left(Goodbye goodbye) {
        tally.count(Event.LEFT);
        log.debug("{} left: {}", this, goodbye);
        if (lost != null) {
            lost.forget(session.name());
        }
    }

    /** The slave's connection has ended without a goodbye. */
    void lost() {
        tally.count(Event.LOST);
        log.debug("{} left without a goodbye", this);
        lose("its connection broke");
    }

    /** The master has sent the slave on to the leader. */
    void redirected(Following leader) {
        log.debug("sent {} on to {}:{}", this, leader.host(), leader.port());
    }

    /** The master has ended the session. */
    void ended(Goodbye goodbye) {
        tally.goodbye(goodbye.reason());
        switch (goodbye.reason()) {
            case SHUTDOWN, SUPERSEDED -> log.debug("closed {}: {}", this, goodbye);
            case IDLE, OVERFLOW -> {
                // Nobody hears this goodbye: it is a connection that broke, seen from here.
                countLoss();
                log.warn("dropped {}: {}", this, goodbye);
                lose(goodbye.detail());
            }
            default -> {
                log.warn("dropped {}: {}", this, goodbye);
                lose(goodbye.detail());
            }
        }
    }

    /** The master has ended the session, and nothing can be said any more. */
    void overflowed() {
        tally.goodbye(GoodbyeReason.OVERFLOW);
        countLoss();
        log.warn("dropped {}: it does not read what it is sent", this);
        lose("it did not read what it was sent");
    }

    /** Whoever was never let in cannot be lost. */
    private void countLoss() {
        if (lost != null) {
            tally.count(Event.LOST);
        }
    }

    /** The session has ended without the slave's goodbye. */
    private void lose(String why) {
        if (lost != null && last != null) {
            lost.add(last, why);
        }
    }

    /** The connection broke. */
    void broken(Throwable cause) {
        log.debug("connection of {} broke", this, cause);
    }

    /** The slave's name and address. */
    @Override
    public String toString() {
        return session.name().isEmpty() ? address() : session.name() + " (" + address() + ")";
    }
}
