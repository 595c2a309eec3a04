package io.campanile.slave;

import io.campanile.clock.ClusterClock.StatusListener;
import io.campanile.clock.DisciplinedClock;
import io.campanile.clock.SystemClock;
import io.campanile.core.LocalClock;
import io.campanile.core.discipline.DisciplineLimits;
import io.campanile.core.message.Caller;
import io.campanile.core.message.NodeName;
import io.campanile.core.replay.SlaveRecorder;
import io.campanile.core.session.BackoffLimits;
import io.campanile.proto.socket.TimeStamps;
import io.campanile.proto.socket.Transport;
import io.campanile.proto.tls.TlsContexts;
import io.campanile.proto.tls.TlsFiles;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a slave is to be like. Only the masters have to be given. Each {@link #build} makes a slave of its own, which later
 * calls do not change. It has a field for each thing that can be chosen, so that they are many.
 *
 * <p>Not thread-safe. Every method throws {@link IllegalArgumentException}, with the range, for a value outside it.
 */
public final class SlaveBuilder {

    final List<InetSocketAddress> masters = new ArrayList<>();
    final List<StatusListener> listeners = new ArrayList<>();

    @Nullable
    String name;

    @Nullable
    Long instance;

    boolean votes = true;
    Caller caller = Caller.SLAVE;
    Descent descent = Descent.NONE;
    Transport transport = Transport.AUTO;
    TimeStamps stamps = TimeStamps.AUTO;
    ConnectionSetup setup = ConnectionSetup.PLAIN;

    /** Whether each master proves that it is one, so that redirects may lead to any. */
    boolean certified;

    BackoffLimits backoff = BackoffLimits.DEFAULT;
    DisciplineLimits discipline = DisciplineLimits.DEFAULT;

    @Nullable
    LocalClock local;

    @Nullable
    DisciplinedClock clock;

    @Nullable
    EventLoopGroup loops;

    @Nullable
    Dialer dialer;

    Announcement.@Nullable Listener hears;

    SlaveRecorder recorder = SlaveRecorder.NONE;

    SlaveBuilder() {}

    /**
     * Adds a master. The slave asks all of them side by side, and has the first that welcomes it; so they should be the members
     * of one group. It looks each name up again whenever it connects, and tries all of its addresses. With three or more, one whose
     * time more than half of the list contradict is left; so each is to be given once, under one name.
     */
    public SlaveBuilder master(String host, int port) {
        masters.add(InetSocketAddress.createUnresolved(host, port));
        return this;
    }

    /** What people call it: 1 to 64 printable characters; the host's name by default. The master makes it unique. */
    public SlaveBuilder name(String name) {
        NodeName.require(name);
        this.name = name;
        return this;
    }

    /**
     * The number by which a master knows this slave when it connects again; a random one by default. A process that makes one
     * slave after the other gives all of them the same: so a master that has not heard that one ended gives it up for the next,
     * and never counts both.
     */
    public SlaveBuilder instance(long number) {
        instance = number;
        return this;
    }

    /** Has it be corrected and take no part in the average; by default its clock votes. */
    public SlaveBuilder observer() {
        votes = false;
        return this;
    }

    /**
     * Says to masters that this is the clock of one of their group, under the name that it has there, which they give to no
     * other slave; by default it is not.
     */
    public SlaveBuilder standby() {
        caller = Caller.STANDBY;
        return this;
    }

    /**
     * Says to masters that this is the clock of a master of slaves of its own, whose cluster's time follows theirs; by default it is not.
     *
     * @param descent hears from them, over TCP, whose time they have
     */
    public SlaveBuilder master(Descent descent) {
        caller = Caller.MASTER;
        this.descent = descent;
        return this;
    }

    /**
     * What carries its messages; AUTO by default: all over TCP, but for probes and readings, which are datagrams beside the connection where
     * the master has those and they get through. Behind a {@link #connectionSetup} or a {@link #dialer} that is TCP alone.
     */
    public SlaveBuilder transport(Transport transport) {
        this.transport = transport;
        return this;
    }

    /** Who stamps its datagrams, and what comes in over TCP; by default the kernel, with {@code campanile-os} on the class path and on Linux. */
    public SlaveBuilder timeStamps(TimeStamps stamps) {
        stamps.require();
        this.stamps = stamps;
        return this;
    }

    /**
     * Encrypts its connections and has both ends prove who they are: the host of each master has to be found in the master's
     * certificate, and this slave's name in its own. The files are reread when they change. By default connections are plain.
     * Over UDP, such a connection brings keys, with which each datagram is sealed.
     *
     * @throws IOException if something is wrong with one of the files: one sentence that says what to do
     */
    public SlaveBuilder tls(TlsFiles files) throws IOException {
        return tls(new TlsContexts(files));
    }

    /** The same with what was read from the files already. */
    public SlaveBuilder tls(TlsContexts contexts) {
        return certified(ConnectionSetup.tls(contexts));
    }

    /** Encrypts its connections in a way of its own, and expects the master's name in its certificate; by default they are plain. */
    public SlaveBuilder tls(SslContext context) {
        return certified(ConnectionSetup.tls(context));
    }

    private SlaveBuilder certified(ConnectionSetup with) {
        setup = with;
        certified = true;
        return this;
    }

    /** Has handlers put in front of its own; none by default. TCP only. Replaces {@link #tls}. */
    public SlaveBuilder connectionSetup(ConnectionSetup setup) {
        this.setup = setup;
        certified = false;
        return this;
    }

    /**
     * How long to wait before the next try to connect, each time drawn from the upper half, so that slaves do not come back
     * in step.
     *
     * @param first after the first failure; 100 ms by default, 1 ms and more. Raising it spares a master that restarts
     * @param longest the waits double up to this; 1 s by default, {@code first} to an hour. Raising it delays the return. At a master
     *     that says no they double up to a minute
     */
    public SlaveBuilder backoff(Duration first, Duration longest) {
        backoff = BackoffLimits.of(first, longest);
        return this;
    }

    /** What it takes for the time before it is corrected; {@link SystemClock} by default. */
    public SlaveBuilder localClock(LocalClock local) {
        this.local = local;
        return this;
    }

    /** How its clock follows corrections; {@link DisciplineLimits#DEFAULT} by default. */
    public SlaveBuilder discipline(DisciplineLimits limits) {
        this.discipline = limits;
        return this;
    }

    /**
     * Corrects this clock, which stays the caller's: the slave does not close it. So a slave and a master of one process can
     * keep one clock between them, as long as no more than one of them has it corrected at a time. By default the slave makes
     * a clock, and closes it when it is closed.
     *
     * @param clock has a local clock and limits of its own, so that {@link #localClock} and {@link #discipline} do not go with
     *     it. Those who wait for it are served as it was made to, and not by the slave's event loop
     */
    public SlaveBuilder clock(DisciplinedClock clock) {
        this.clock = clock;
        return this;
    }

    /**
     * Does its work on one of these, which stay the caller's; then it has no thread of its own. By default it has one, and
     * ends it when it is closed.
     *
     * @param loops or a single one; for epoll or NIO sockets, unless a {@link #dialer} is given
     */
    public SlaveBuilder eventLoopGroup(EventLoopGroup loops) {
        this.loops = loops;
        return this;
    }

    /** Opens its connections in a way of its own, in place of the transport and its set-up; none by default. */
    public SlaveBuilder dialer(Dialer dialer) {
        this.dialer = dialer;
        return this;
    }

    /** Adds a listener that hears of every change of the clock's status, the first one included. */
    public SlaveBuilder onStatusChange(StatusListener listener) {
        listeners.add(listener);
        return this;
    }

    /**
     * Takes part in what the slaves of a master announce to one another, and has a listener hear it: who joins, what is said
     * or sent, who leaves. By default it does neither.
     */
    public SlaveBuilder onAnnouncement(Announcement.Listener listener) {
        hears = listener;
        return this;
    }

    /**
     * Has what it is told, and what its clock does with it, be heard by a recorder, such as one that writes a file for {@code campanile
     * replay}; by default nobody hears it. A {@link #clock} that is given has to be made with the same one.
     */
    public SlaveBuilder recorder(SlaveRecorder recorder) {
        this.recorder = recorder;
        return this;
    }

    /**
     * A slave like this, that is yet to be started.
     *
     * @throws IllegalArgumentException if something is missing or does not go together, saying what
     * @throws ClassPathException if the libraries on the class path are too old
     */
    public Slave build() {
        Consistency.require(this);
        try {
            return new Slave(this);
        } catch (LinkageError e) {
            throw new ClassPathException(e);
        }
    }
}
