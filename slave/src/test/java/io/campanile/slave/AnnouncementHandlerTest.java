package io.campanile.slave;

import static io.campanile.clock.TestCorrections.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.clock.DisciplinedClock;
import io.campanile.clock.TestCorrections;
import io.campanile.core.discipline.Correction;
import io.campanile.core.discipline.DisciplineLimits;
import io.campanile.core.message.AnnouncementKind;
import io.campanile.core.message.Body;
import io.campanile.core.message.Correct;
import io.campanile.core.message.GoodbyeReason;
import io.campanile.core.message.Message;
import io.campanile.core.message.Message.Goodbye;
import io.campanile.core.message.Message.Hello;
import io.campanile.core.message.Message.Probe;
import io.campanile.core.message.Message.Reading;
import io.campanile.core.message.Message.Welcome;
import io.campanile.core.message.Standing;
import io.campanile.core.replay.SlaveRecorder;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Announcements on a slave's connection, beside its timekeeping. */
class AnnouncementHandlerTest {

    private static final long START = 1_800_000_000 * SECOND;
    private static final long SESSION = 77;
    private static final SlaveIdentity IDENTITY = new SlaveIdentity("a", 42, true);

    private final AtomicLong local = new AtomicLong(START);
    private final DisciplinedClock clock = new DisciplinedClock(local::get, DisciplineLimits.DEFAULT);
    private final List<Announcement> heard = new ArrayList<>();
    private final Announcements announcements = new Announcements(heard::add, clock);
    private final SlaveHandler handler = new SlaveHandler(
            new SlaveParts(IDENTITY, clock, announcements, SlaveRecorder.NONE), false, null, SessionListener.NONE);
    private final EmbeddedChannel channel = new EmbeddedChannel(handler);
    private final MasterEnd master = new MasterEnd(channel);

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    @Test
    void leavesAMasterThatPassesOnWithoutEnd() {
        master.receive();
        master.send(new Welcome(SESSION, "a-2", 1, SECOND, 20 * SECOND));
        master.receive();
        for (int i = 0; i <= AnnouncementHandler.FLOOD_BURST; i++) {
            master.send(new Message.Announcement(SESSION, AnnouncementKind.SAID, "b", Body.EMPTY, START, 0));
        }
        assertThat(heard).hasSize(AnnouncementHandler.FLOOD_BURST);
        assertThat(master.receive())
                .isInstanceOfSatisfying(
                        Goodbye.class, last -> assertThat(last.reason()).isEqualTo(GoodbyeReason.FLOOD));
    }

    @Test
    void joinsAsSoonAsItIsWelcomed() {
        assertThat(master.receive()).isInstanceOf(Hello.class);
        assertThat(master.receive()).as("not before").isNull();

        master.send(new Welcome(SESSION, "a-2", 1, SECOND, 20 * SECOND));

        assertThat(master.receive())
                .isEqualTo(new Message.Announcement(
                        SESSION, AnnouncementKind.JOINED, "a-2", Body.EMPTY, START, Message.MAX_NANOS));
    }

    @Test
    void answersAProbeBeforeItAsksAgain() {
        welcome();
        local.addAndGet(SECOND);

        master.send(new Probe(SESSION, 1, 1, 0, Standing.JOINING, null));

        assertThat(master.receive()).isInstanceOf(Reading.class);
        assertThat(master.receive()).isInstanceOf(Message.Announcement.class);
    }

    @Test
    void joinsNothingWithAMasterOfAnOlderEpoch() {
        assertThat(master.receive()).isInstanceOf(Hello.class);
        clock.correct(new Correction(3, 1, 0, START, 0, 0, 5, 1, SECOND, SECOND));

        master.send(new Welcome(SESSION, "a", 2, SECOND, 20 * SECOND));

        assertThat(master.receive()).isInstanceOf(Goodbye.class);
        assertThat(master.receive()).isNull();
    }

    @Test
    void announcesOverItsConnectionWhileTheSessionIsOpen() {
        assertThat(announce()).as("not before the welcome").isFalse();
        welcome();
        correct();

        assertThat(announce()).isTrue();
        assertThat(master.receive()).isInstanceOf(Message.Announcement.class);

        handler.leave(channel.pipeline().context(handler));
        assertThat(announce()).as("not behind the goodbye").isFalse();
    }

    @Test
    void announcesNothingToAMasterThatDoesNotReadIt() {
        welcome();
        correct();
        channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);

        assertThat(announce()).isFalse();
    }

    @Test
    void hearsWhatIsSaidInItsSessionOnly() {
        master.send(said(SESSION, "too early"));
        welcome();

        master.send(said(SESSION + 1, "not for you"));
        master.send(said(SESSION, "for you"));

        assertThat(heard)
                .containsExactly(new Announcement(
                        AnnouncementKind.SAID,
                        "b",
                        Body.of("for you"),
                        Instant.ofEpochSecond(0, START),
                        Duration.ofNanos(5)));
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void keepsAnnouncementsFromASlaveThatTakesNoPart() {
        EmbeddedChannel other = new EmbeddedChannel(new SlaveHandler(IDENTITY, clock));
        MasterEnd otherMaster = new MasterEnd(other);
        otherMaster.receive();
        otherMaster.send(new Welcome(SESSION, "a", 1, SECOND, 20 * SECOND));

        otherMaster.send(said(SESSION, "anybody?"));

        assertThat(otherMaster.receive()).isNull();
        assertThat(other.isOpen()).isTrue();
        other.finishAndReleaseAll();
    }

    private void welcome() {
        assertThat(master.receive()).isInstanceOf(Hello.class);
        master.send(new Welcome(SESSION, "a-2", 1, SECOND, 20 * SECOND));
        assertThat(master.receive()).isInstanceOf(Message.Announcement.class);
    }

    private boolean announce() {
        return announcements.announce(AnnouncementKind.SAID, Body.of("hello"));
    }

    private void correct() {
        master.send(new Correct(SESSION, TestCorrections.by(clock, local.get(), 0)));
    }

    private static Message said(long session, String text) {
        return new Message.Announcement(session, AnnouncementKind.SAID, "b", Body.of(text), START, 5);
    }
}
