package io.campanile.master;

import io.campanile.core.message.Message;
import io.campanile.core.message.Message.Probe;
import io.campanile.core.message.Message.Reading;
import io.campanile.core.round.Round;
import io.campanile.core.session.MasterSession;
import io.campanile.core.session.ProbeWay;
import io.campanile.proto.codec.Departed;
import io.campanile.proto.codec.StampedBy;
import io.campanile.proto.datagram.PeerChannel;
import io.campanile.proto.lane.ByDatagram;
import io.campanile.proto.lane.LaneEvent;
import io.campanile.proto.socket.Transport;
import io.netty.channel.Channel;
import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Carries out which way the probes of one slave go, as its session's {@link ProbeWay} decides, and tells the session what becomes of
 * them. The channel's event loop calls everything here.
 */
final class Prober {

    private final MasterSession session;
    private final Pulse pulse;

    Prober(MasterSession session, Pulse pulse) {
        this.session = session;
        this.pulse = pulse;
    }

    /**
     * Starts probing for a round. If that goes by datagrams and none is answered for a while, the burst begins again.
     *
     * @param send has a probe sent
     */
    void start(Round round, EventExecutor loop, Consumer<Message> send) {
        begin(round, send);
        if (session.way().isByDatagram()) {
            long wait = ProbeWay.waitNanos(round.schedule().roundNanos());
            loop.schedule(() -> beginAgain(round, send), wait, TimeUnit.NANOSECONDS);
        }
    }

    private void beginAgain(Round round, Consumer<Message> send) {
        if (session.way().isWaiting()) {
            begin(round, send);
        }
    }

    private void begin(Round round, Consumer<Message> send) {
        session.startBurst(round.number(), round.probes()).ifPresent(send);
    }

    /**
     * Takes in what the slave says.
     *
     * @param send has the answer sent, as the next probe
     * @return whether the slave has answered all of its probes of a round now
     */
    boolean take(Message message, long atNanos, Consumer<Message> send) {
        long before = session.answeredRound();
        session.onMessage(message, atNanos).ifPresent(send);
        if (message instanceof Reading) {
            pulse.answered(atNanos);
        }
        return session.answeredRound() != before;
    }

    /** What is to be written for a message: itself, unless it is a probe that goes as a datagram. */
    Object addressed(Message message) {
        return message instanceof Probe probe && session.way().isByDatagram() ? new ByDatagram(probe) : message;
    }

    /** What carries them, of a session on this channel. */
    Transport goesBy(Channel channel) {
        return session.way().isGood() || channel instanceof PeerChannel ? Transport.UDP : Transport.TCP;
    }

    /** Takes in what the pipeline tells of probes; returns whether it was that. */
    boolean note(Object event) {
        if (event instanceof LaneEvent lane) {
            switch (lane) {
                case OPENED -> session.way().opened();
                case CLOSED -> session.way().closed();
            }
        } else if (event instanceof Departed departed && departed.by() == StampedBy.KERNEL) {
            session.left(departed.probe().sequence(), departed.atNanos());
        } else if (event instanceof Departed departed) {
            session.departed(departed.atNanos());
            pulse.asked(departed.atNanos());
        } else {
            return false;
        }
        return true;
    }
}
