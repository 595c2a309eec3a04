package io.campanile.master;

import io.campanile.clock.DisciplinedClock;
import io.campanile.core.discipline.DisciplineLimits;
import io.campanile.core.message.Lineage.Ancestor;
import io.campanile.core.message.Message.Redirect;
import io.campanile.core.round.AdmissionLimits;
import io.campanile.core.round.Epochs;
import io.campanile.core.round.Roster;
import io.campanile.core.round.Round;
import io.campanile.core.round.RoundSchedule;
import io.campanile.core.round.SecondMasterWatch;
import io.campanile.core.session.MasterSession;
import io.campanile.core.session.SessionConfig;
import io.campanile.core.session.SessionRecorder;
import io.campanile.master.access.Doorkeeper;
import io.campanile.proto.v1.Envelope;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufInputStream;
import io.netty.buffer.ByteBufOutputStream;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Master handlers on embedded channels: no sockets, no threads, and time goes on when the test says so. */
final class Handlers implements AutoCloseable {

    static {
        TestLogs.quieten();
    }

    static final long START_NANOS = TimeUnit.DAYS.toNanos(20_000);

    final AtomicLong now = new AtomicLong(START_NANOS);

    private final EmbeddedChannel executor = new EmbeddedChannel();
    private final List<EmbeddedChannel> accepted = new ArrayList<>();
    private final Lobby lobby = new Lobby(
            executor.eventLoop(),
            now::get,
            Doorkeeper.OPEN,
            new Ancestry(new Ancestor(1, "master")),
            SessionConfig.DEFAULT,
            SessionRecorder.NONE,
            10);
    final LostSlaves lost = new LostSlaves(now::get);

    private final SessionLoop sessions = new SessionLoop(
            executor.eventLoop(),
            now::get,
            new Roster<>(10, AdmissionLimits.DEFAULT, Epochs.alone(START_NANOS), new SplittableRandom(1)),
            new Announcements(new DisciplinedClock(now::get, DisciplineLimits.DEFAULT)),
            lost,
            new SecondMasterWatch(Epochs.alone(START_NANOS)),
            round(0, 4));
    private long rounds;

    private Round round(long number, int probes) {
        long length = SessionConfig.DEFAULT.roundNanos();
        return new Round(number, new RoundSchedule(now.get() - length, length), probes, true, false);
    }

    /** Where a slave is sent on to that says hello by a datagram, and knows this epoch; empty if it is to come in. */
    Optional<Redirect> onward(long newerThan) {
        return lobby.onward(1, newerThan);
    }

    /** Opens a term. */
    Handlers lead() {
        lobby.open(sessions);
        executor.runPendingTasks();
        return this;
    }

    /** Opens no term any more. */
    void close(Leadership.State state) {
        lobby.close(state);
        executor.runPendingTasks();
    }

    private MasterHandler handler() {
        return new MasterHandler(
                lobby, now::get, new MasterSession(SessionConfig.DEFAULT, () -> 0, SessionRecorder.NONE, now.get()));
    }

    /** A connection that has just been accepted. */
    EmbeddedChannel accept() {
        EmbeddedChannel channel = new EmbeddedChannel(handler());
        accepted.add(channel);
        return channel;
    }

    Tally tally() {
        return lobby.tally();
    }

    void pass(long amount, TimeUnit unit) {
        now.addAndGet(unit.toNanos(amount));
        executor.advanceTimeBy(amount, unit);
        executor.runScheduledPendingTasks();
    }

    /** Starts the next round, and all of its bursts. */
    void startRound() {
        sessions.open(round(++rounds, 1), () -> {});
        executor.runPendingTasks();
    }

    static void deliver(EmbeddedChannel channel, Envelope envelope) {
        try (ByteBufOutputStream bytes = new ByteBufOutputStream(Unpooled.buffer())) {
            envelope.writeDelimitedTo(bytes);
            channel.writeInbound(bytes.buffer());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was sent since the last call. */
    static List<Envelope> sent(EmbeddedChannel channel) {
        List<Envelope> sent = new ArrayList<>();
        ByteBuf all = Unpooled.buffer();
        for (ByteBuf bytes = channel.readOutbound(); bytes != null; bytes = channel.readOutbound()) {
            all.writeBytes(bytes);
            bytes.release();
        }
        try (ByteBufInputStream in = new ByteBufInputStream(all, true)) {
            for (Envelope next = Envelope.parseDelimitedFrom(in);
                    next != null;
                    next = Envelope.parseDelimitedFrom(in)) {
                sent.add(next);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sent;
    }

    /** Releases what no test has read. */
    @Override
    public void close() {
        accepted.forEach(EmbeddedChannel::finishAndReleaseAll);
        executor.finishAndReleaseAll();
    }
}
