package io.campanile.slave;

import static io.campanile.clock.TestCorrections.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.clock.DisciplinedClock;
import io.campanile.clock.TestCorrections;
import io.campanile.core.discipline.DisciplineLimits;
import io.campanile.core.message.AnnouncementKind;
import io.campanile.core.message.Body;
import io.campanile.core.message.Message;
import io.campanile.core.message.Message.Correct;
import io.campanile.core.message.Message.Hello;
import io.campanile.core.message.Message.Probe;
import io.campanile.core.message.Message.Reading;
import io.campanile.core.message.Message.Welcome;
import io.campanile.core.message.Standing;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConversationTest {

    private static final long START = 1_800_000_000 * SECOND;
    private static final long SESSION = 77;

    private final AtomicLong local = new AtomicLong(START);
    private final DisciplinedClock clock = new DisciplinedClock(local::get, DisciplineLimits.DEFAULT);
    private final List<Announcement> heard = new ArrayList<>();
    private final SlaveHandler handler =
            new SlaveHandler(new SlaveIdentity("a", 42, true), clock, new Conversation(heard::add, clock));
    private final EmbeddedChannel channel = new EmbeddedChannel(handler);
    private final ChannelHandlerContext ctx = channel.pipeline().context(handler);
    private final MasterEnd master = new MasterEnd(channel);

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    @Test
    void joinsWithTheNameThatTheMasterGaveIt() {
        welcome();

        assertThat(master.receive())
                .isEqualTo(new Message.Announcement(
                        SESSION, AnnouncementKind.JOINED, "a-2", Body.EMPTY, START, Message.MAX_NANOS));
    }

    @Test
    void asksForASeatUntilItHasOne() {
        welcome();
        assertThat(master.receive()).isInstanceOf(Message.Announcement.class);
        assertThat(announcedInARound()).as("so soon").isFalse();
        local.addAndGet(SECOND);
        assertThat(announcedInARound()).isTrue();

        local.addAndGet(SECOND);
        master.send(new Message.Announcement(
                SESSION, AnnouncementKind.JOINED, "a-2", Body.EMPTY, START, Message.MAX_NANOS));
        assertThat(announcedInARound()).as("it has one").isFalse();
    }

    private boolean announcedInARound() {
        master.send(new Probe(SESSION, 1, 1, Standing.JOINING, null));
        assertThat(master.receive()).isInstanceOf(Reading.class);
        return master.receive() instanceof Message.Announcement;
    }

    @Test
    void saysThingsInClusterTimeWithItsError() {
        welcome();
        master.receive();
        assertThat(say("too early")).as("it knows no cluster time").isFalse();
        correct(3 * SECOND);

        assertThat(say("hello")).isTrue();

        assertThat(master.receive())
                .isEqualTo(new Message.Announcement(
                        SESSION,
                        AnnouncementKind.SAID,
                        "a-2",
                        Body.of("hello"),
                        START + 3 * SECOND,
                        clock.read().errorNanos()));
    }

    @Test
    void saysNoMoreThanTheMasterTakes() {
        welcome();
        correct(0);
        int said = 0;
        for (int i = 0; i < 100; i++) {
            said += say("spam") ? 1 : 0;
        }

        assertThat(said).isEqualTo(Message.Announcement.BURST);
        local.addAndGet(Message.Announcement.EACH_NANOS);
        assertThat(say("spam")).isTrue();
    }

    @Test
    void hearsWhatIsSaidInItsSessionOnly() {
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
    void goesOnWhenItsListenerFails() {
        SlaveHandler fragile = new SlaveHandler(
                new SlaveIdentity("a", 42, true),
                clock,
                new Conversation(
                        a -> {
                            throw new IllegalStateException("on purpose");
                        },
                        clock));
        EmbeddedChannel other = new EmbeddedChannel(fragile);
        MasterEnd otherMaster = new MasterEnd(other);
        otherMaster.receive();
        otherMaster.send(new Welcome(SESSION, "a", 1, SECOND, 20 * SECOND));

        otherMaster.send(said(SESSION, "boo"));

        assertThat(other.isOpen()).isTrue();
        other.finishAndReleaseAll();
    }

    @Test
    void isNotMissedByASlaveThatTakesNoPart() {
        EmbeddedChannel other = new EmbeddedChannel(new SlaveHandler(new SlaveIdentity("a", 42, true), clock));
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
    }

    private boolean say(String text) {
        return handler.announce(ctx, AnnouncementKind.SAID, Body.of(text));
    }

    private void correct(long offset) {
        master.send(new Correct(SESSION, TestCorrections.by(clock, local.get(), offset)));
    }

    private static Message said(long session, String text) {
        return new Message.Announcement(session, AnnouncementKind.SAID, "b", Body.of(text), START, 5);
    }
}
