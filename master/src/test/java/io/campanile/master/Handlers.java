package io.campanile.master;

import io.campanile.clock.DisciplinedClock;
import io.campanile.core.discipline.DisciplineLimits;
import io.campanile.core.message.Message;
import io.campanile.core.message.Message.Hello;
import io.campanile.core.round.Epochs;
import io.campanile.core.round.RoundSchedule;
import io.campanile.core.session.MasterSession;
import io.campanile.core.session.SessionConfig;
import io.campanile.proto.codec.TimeStamps;
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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Master handlers on embedded channels: no sockets, no threads, and time goes on when the test says so. */
final class Handlers implements AutoCloseable {

    static {
        TestLogs.quieten();
    }

    static final long START_NANOS = TimeUnit.DAYS.toNanos(20_000);

    final AtomicLong now = new AtomicLong(START_NANOS);
    final SlaveRegistry registry = new SlaveRegistry(10, new Epochs(START_NANOS));

    private final Forum forum = new Forum(new DisciplinedClock(now::get, DisciplineLimits.DEFAULT));
    private final EmbeddedChannel executor = new EmbeddedChannel();
    private final List<EmbeddedChannel> accepted = new ArrayList<>();
    private final SessionLoop sessions =
            new SessionLoop(executor.eventLoop(), now::get, RoundDriver.before(SessionConfig.DEFAULT, START_NANOS));

    MasterHandler handler() {
        MasterSession session = new MasterSession(SessionConfig.DEFAULT, now.get());
        return new MasterHandler(sessions, registry, forum, new TimeStamps(now::get), session);
    }

    /** A connection that has just been accepted. */
    EmbeddedChannel accept() {
        EmbeddedChannel channel = new EmbeddedChannel(handler());
        accepted.add(channel);
        return channel;
    }

    Tally tally() {
        return sessions.tally();
    }

    void pass(long amount, TimeUnit unit) {
        now.addAndGet(unit.toNanos(amount));
        executor.advanceTimeBy(amount, unit);
        executor.runScheduledPendingTasks();
    }

    /** Starts the next round, and all of its bursts. */
    void startRound() {
        RoundSchedule schedule =
                new RoundSchedule(now.get() - SessionConfig.DEFAULT.roundNanos(), SessionConfig.DEFAULT.roundNanos());
        sessions.startRound(new Round(sessions.currentRound().number() + 1, schedule, 1, true));
        executor.runPendingTasks();
    }

    static Hello hello(String name, long instance) {
        return hello(name, instance, 0);
    }

    static Hello hello(String name, long instance, long lastEpoch) {
        return new Hello(name, instance, Message.PROTOCOL_VERSION, true, lastEpoch);
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
