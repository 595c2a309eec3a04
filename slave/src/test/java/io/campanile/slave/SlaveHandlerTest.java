package io.campanile.slave;

import static io.campanile.clock.TestCorrections.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.campanile.clock.DisciplinedClock;
import io.campanile.clock.TestCorrections;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.discipline.DisciplineLimits;
import io.campanile.core.message.Correct;
import io.campanile.core.message.GoodbyeReason;
import io.campanile.core.message.Message;
import io.campanile.core.message.Message.Goodbye;
import io.campanile.core.message.Message.Hello;
import io.campanile.core.message.Message.Probe;
import io.campanile.core.message.Message.Reading;
import io.campanile.core.message.Message.Redirect;
import io.campanile.core.message.Message.Welcome;
import io.campanile.core.message.RejectionReason;
import io.campanile.core.message.Standing;
import io.campanile.slave.SlaveHandler.Ending;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class SlaveHandlerTest {

    private static final long START = 1_800_000_000 * SECOND;
    private static final long SESSION = 77;
    private static final SlaveIdentity IDENTITY = new SlaveIdentity("a", 42, true);

    private final AtomicLong local = new AtomicLong(START);
    private final DisciplinedClock clock = new DisciplinedClock(local::get, DisciplineLimits.DEFAULT);
    private final SlaveHandler handler = new SlaveHandler(IDENTITY, clock);
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final MasterEnd master = new MasterEnd(channel);

    @BeforeEach
    void connect() {
        channel.freezeTime();
        channel.pipeline().addLast(handler);
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    @Test
    void greetsOnAChannelThatIsActiveAlready() {
        assertThat(master.receive()).isEqualTo(new Hello("a", 42, Message.PROTOCOL_VERSION, true, 0));
        assertThat(master.receive()).isNull();
    }

    @Test
    void greetsOnceWhenTheChannelBecomesActive() {
        EmbeddedChannel fresh = new EmbeddedChannel(new SlaveHandler(IDENTITY, clock));
        MasterEnd other = new MasterEnd(fresh);

        assertThat(other.receive()).isInstanceOf(Hello.class);
        fresh.pipeline().fireChannelActive();
        assertThat(other.receive()).isNull();
        fresh.finishAndReleaseAll();
    }

    @Test
    void greetsWithTheEpochThatItsClockHasObeyed() {
        clock.correct(TestCorrections.by(clock, START, 5));
        EmbeddedChannel fresh = new EmbeddedChannel(new SlaveHandler(IDENTITY, clock));

        assertThat(new MasterEnd(fresh).receive()).isEqualTo(new Hello("a", 42, Message.PROTOCOL_VERSION, true, 1));
        fresh.finishAndReleaseAll();
    }

    @Test
    void answersAProbeWithTheTimeOfItsArrival() {
        welcome();
        local.set(START + 500);

        master.send(new Probe(SESSION, 3, 9, 0, Standing.MEMBER, null));

        assertThat(master.receive())
                .isEqualTo(new Reading(SESSION, 3, 9, 0, START + 500, START + 500, clock.state(START)));
    }

    @Test
    void appliesACorrection() {
        welcome();

        master.send(new Correct(SESSION, TestCorrections.by(clock, START, 3 * SECOND)));

        assertThat(clock.nanos()).isEqualTo(START + 3 * SECOND);
        assertThat(clock.status()).isEqualTo(ClockStatus.SYNCHRONIZED);
        assertThat(master.receive()).isNull();
    }

    /** Whoever hears of the end asks then, and not before. */
    @Test
    void knowsWhenItIsOverThatItWasRefused() {
        master.send(new Goodbye(0, GoodbyeReason.FULL, "no room"));
        assertThat(handler.ended().toCompletableFuture()).isCompleted();
        assertThat(handler.isRefused()).isTrue();
    }

    @Test
    void promisesNothingOnceTheMasterHasSaidByHowMuchItsClockIsWrongAndSaysWhatToDo() {
        assertThat(warnedWhenRejected(RejectionReason.BEYOND_PANIC, -7 * SECOND))
                .startsWith("the master leaves this clock out: beyond panic: it is 7.000000 s behind cluster time")
                .contains("set this machine's clock, which this one follows meanwhile");
        assertThat(clock.status()).isEqualTo(ClockStatus.UNSYNCHRONIZED);
        assertThat(((Reading) received()).clock().isVoid()).isTrue();
    }

    @Test
    void saysHowFarItsClockHasJumpedUnlessItToldTheMasterItself() {
        assertThat(warnedWhenRejected(RejectionReason.INCONSISTENT, 3 * SECOND))
                .startsWith(
                        "the master leaves this clock out: inconsistent: it has jumped, and is now 3.000000 s ahead of");
    }

    @Test
    void saysThatItsMachineSleptWhenItToldTheMasterItself() {
        assertThat(warnedWhenRejected(RejectionReason.INCONSISTENT, 0))
                .startsWith("the master leaves this clock out: inconsistent: its machine slept, or was moved.");
    }

    /** What is logged of a probe that says so of a clock that was corrected. */
    private String warnedWhenRejected(RejectionReason reason, long wrongByNanos) {
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        Logger log = (Logger) LoggerFactory.getLogger(SlaveHandler.class);
        lines.start();
        log.setLevel(Level.WARN);
        log.addAppender(lines);
        welcome();
        master.send(new Correct(SESSION, TestCorrections.by(clock, START, 0)));
        master.send(new Probe(SESSION, 3, 9, 0, Standing.REJECTED, reason, null, wrongByNanos));
        log.detachAppender(lines);
        log.setLevel(null);
        return lines.list.get(lines.list.size() - 1).getFormattedMessage();
    }

    @Test
    void saysGoodbyeToAMasterThatIsNone() {
        welcome();

        channel.writeInbound(Unpooled.wrappedBuffer(new byte[] {3, -1, -1, -1}));

        Goodbye goodbye = (Goodbye) received();
        assertThat(goodbye.reason()).isEqualTo(GoodbyeReason.MALFORMED);
        assertThat(goodbye.detail())
                .startsWith("the master sent something wrong: these bytes are no Campanile message");
        assertThat(channel.isOpen()).isFalse();
        assertThat(ending().reason()).contains("MALFORMED", "no Campanile message");
        assertThat(ending().welcomed()).isTrue();
    }

    @Test
    void saysGoodbyeToAMasterThatSpeaksOutOfTurn() {
        master.receive();

        master.send(new Probe(SESSION, 1, 1, 0, Standing.MEMBER, null));

        assertThat(((Goodbye) received()).reason()).isEqualTo(GoodbyeReason.OUT_OF_PHASE);
        assertThat(ending().welcomed()).isFalse();
        assertThat(ending().reason()).contains("OUT_OF_PHASE");
    }

    @Test
    void endsWithTheReasonThatTheMasterGave() {
        welcome();

        master.send(new Goodbye(SESSION, GoodbyeReason.FULL, "10000 slaves are enough"));

        assertThat(channel.isOpen()).isFalse();
        assertThat(master.receive()).as("no goodbye is answered").isNull();
        assertThat(ending())
                .isEqualTo(new Ending(
                        true,
                        Optional.empty(),
                        Optional.of(new Goodbye(SESSION, GoodbyeReason.FULL, "10000 slaves are enough")),
                        "FULL: 10000 slaves are enough"));
    }

    @Test
    void endsWithTheRedirectThatTheMasterGave() {
        master.receive();
        Redirect redirect = new Redirect(0, "leader", 4460, 3);

        master.send(redirect);

        assertThat(channel.isOpen()).isFalse();
        assertThat(ending().redirect()).contains(redirect);
        assertThat(ending().welcomed()).isFalse();
    }

    @Test
    void endsWithoutAReasonWhenTheMasterGaveNone() {
        welcome();

        channel.close();

        assertThat(ending())
                .isEqualTo(new Ending(true, Optional.empty(), Optional.empty(), "the master closed the connection"));
    }

    @Test
    void endsWithWhatBrokeTheConnection() {
        welcome();

        channel.pipeline().fireExceptionCaught(new IOException("Connection reset by peer"));

        assertThat(channel.isOpen()).isFalse();
        assertThat(ending())
                .isEqualTo(new Ending(true, Optional.empty(), Optional.empty(), "Connection reset by peer"));
    }

    @Test
    void givesUpAMasterThatIsSilentForLongerThanItSaid() {
        welcome();
        local.addAndGet(20 * SECOND);
        tick(20_000);
        assertThat(channel.isOpen()).isTrue();

        local.addAndGet(1);
        tick(10);

        assertThat(((Goodbye) received()).reason()).isEqualTo(GoodbyeReason.IDLE);
        assertThat(channel.isOpen()).isFalse();
        assertThat(ending().reason()).isEqualTo("IDLE: nothing from the master for 20 s");
    }

    @Test
    void tellsWhenItsMasterIsQuietAndWhenItIsHeardAgain() {
        List<String> told = new ArrayList<>();
        EmbeddedChannel watched = watched(told);
        MasterEnd end = new MasterEnd(watched);
        end.send(new Welcome(SESSION, "a", 1, SECOND, 20 * SECOND));
        assertThat(told).containsExactly("welcomed 1");

        for (int i = 0; i < 2; i++) {
            told.clear();
            pass(watched, 1199);
            assertThat(told).isEmpty();
            pass(watched, 1);
            pass(watched, 5_000);
            assertThat(told).as("once").containsExactly("quiet");
            end.send(new Probe(SESSION, 3, 9, 0, Standing.MEMBER, null));
            assertThat(told).containsExactly("quiet", "heard");
        }
        pass(watched, 20_001);
        assertThat(watched.isOpen()).as("its time is up as ever").isFalse();
        watched.finishAndReleaseAll();
    }

    @Test
    void callsNoMasterQuietWhileItsOwnEventLoopIsLate() {
        List<String> told = new ArrayList<>();
        EmbeddedChannel watched = watched(told);
        MasterEnd end = new MasterEnd(watched);
        end.send(new Welcome(SESSION, "a", 1, SECOND, 20 * SECOND));
        told.clear();

        pass(watched, 1_700);
        assertThat(told).as("what waited is to be read first").isEmpty();
        end.send(new Probe(SESSION, 3, 9, 0, Standing.MEMBER, null));
        pass(watched, 500);
        assertThat(told).isEmpty();

        pass(watched, 1_000);
        assertThat(told).isEmpty();
        pass(watched, 10);
        assertThat(told).as("nothing had waited").containsExactly("quiet");
        watched.finishAndReleaseAll();
    }

    private EmbeddedChannel watched(List<String> told) {
        EmbeddedChannel watched = new EmbeddedChannel();
        watched.freezeTime();
        watched.pipeline().addLast(new SlaveHandler(new SlaveParts(IDENTITY, clock), false, null, new Told(told)));
        return watched;
    }

    private record Told(List<String> what) implements SessionListener {

        @Override
        public void welcomed(long epoch) {
            what.add("welcomed " + epoch);
        }

        @Override
        public void quiet() {
            what.add("quiet");
        }

        @Override
        public void heard() {
            what.add("heard");
        }
    }

    private void pass(EmbeddedChannel on, long millis) {
        local.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
        on.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
        on.runScheduledPendingTasks();
    }

    @Test
    void leavesWithAGoodbye() {
        welcome();

        handler.leave(channel.pipeline().context(handler));

        assertThat(((Goodbye) received()).reason()).isEqualTo(GoodbyeReason.SHUTDOWN);
        assertThat(ending().reason()).isEqualTo("SHUTDOWN");
    }

    @Test
    void keepsNoAnswersForAMasterThatDoesNotReadThem() {
        welcome();
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        buffer.setUserDefinedWritability(1, false);

        master.send(new Probe(SESSION, 3, 9, 0, Standing.MEMBER, null));

        assertThat(master.receive()).isNull();
        assertThat(channel.isOpen()).isFalse();
        assertThat(ending().reason()).startsWith("OVERFLOW");
    }

    private void welcome() {
        assertThat(master.receive()).isInstanceOf(Hello.class);
        master.send(new Welcome(SESSION, "a", 1, SECOND, 20 * SECOND));
    }

    private void tick(long millis) {
        channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
    }

    private Message received() {
        Message message = master.receive();
        assertThat(message).isNotNull();
        return message == null ? new Goodbye(0, GoodbyeReason.SHUTDOWN, "") : message;
    }

    private Ending ending() {
        assertThat(handler.ended()).isCompleted();
        return handler.ended().toCompletableFuture().join();
    }
}
