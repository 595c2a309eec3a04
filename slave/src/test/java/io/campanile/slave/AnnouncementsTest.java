package io.campanile.slave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.campanile.clock.ManualClusterClock;
import io.campanile.core.message.AnnouncementKind;
import io.campanile.core.message.Body;
import io.campanile.core.message.Message;
import io.campanile.core.message.Message.Welcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A slave's part in what slaves announce to one another. */
class AnnouncementsTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
    private static final long NOW_NANOS = 1_800_000_000L * 1_000_000_000L;
    private static final Welcome WELCOME = new Welcome(77, "a-2", 1, 1_000_000_000L, 20_000_000_000L);

    private final ManualClusterClock clock = ManualClusterClock.at(NOW);
    private final List<Announcement> heard = new ArrayList<>();
    private final Announcements announcements = new Announcements(heard::add, clock);
    private final Outlet outlet = new Outlet();

    /** Keeps what it is to send. */
    private static final class Outlet implements Announcements.Connection {

        final List<Message.Announcement> sent = new ArrayList<>();

        @Nullable
        Welcome open = WELCOME;

        @Override
        public @Nullable Welcome openSession() {
            return open;
        }

        @Override
        public void send(Message.Announcement announcement) {
            sent.add(announcement);
        }
    }

    @Test
    void joinsWithTheNameThatTheMasterGaveIt() {
        announcements.join(outlet, WELCOME);

        assertThat(outlet.sent)
                .containsExactly(new Message.Announcement(
                        77,
                        AnnouncementKind.JOINED,
                        "a-2",
                        Body.EMPTY,
                        NOW_NANOS,
                        clock.read().errorNanos()));
    }

    @Test
    void asksOnceASecondUntilItIsToldThatItTakesPart() {
        announcements.join(outlet, WELCOME);
        announcements.join(outlet, WELCOME);
        assertThat(outlet.sent).as("so soon").hasSize(1);
        clock.advance(Duration.ofSeconds(1));
        announcements.join(outlet, WELCOME);
        assertThat(outlet.sent).hasSize(2);

        announcements.hear(about(AnnouncementKind.JOINED, "somebody else"), WELCOME);
        clock.advance(Duration.ofSeconds(1));
        announcements.join(outlet, WELCOME);
        assertThat(outlet.sent).hasSize(3);

        announcements.hear(about(AnnouncementKind.JOINED, "a-2"), WELCOME);
        clock.advance(Duration.ofSeconds(1));
        announcements.join(outlet, WELCOME);
        assertThat(outlet.sent).as("it takes part").hasSize(3);
    }

    @Test
    void joinsAnewInAnotherSession() {
        announcements.hear(about(AnnouncementKind.JOINED, "a-2"), WELCOME);

        announcements.join(outlet, new Welcome(78, "a-2", 1, 1_000_000_000L, 20_000_000_000L));

        assertThat(outlet.sent).extracting(Message.Announcement::session).containsExactly(78L);
    }

    @Test
    void saysThingsInClusterTimeWithItsError() {
        announcements.connected(outlet);
        clock.skew(Duration.ofSeconds(3));

        assertThat(announcements.announce(AnnouncementKind.SAID, Body.of("hello")))
                .isTrue();

        assertThat(outlet.sent)
                .containsExactly(new Message.Announcement(
                        77,
                        AnnouncementKind.SAID,
                        "a-2",
                        Body.of("hello"),
                        NOW_NANOS + 3_000_000_000L,
                        clock.read().errorNanos()));
    }

    @Test
    void saysNothingWhileItKnowsNoClusterTime() {
        ManualClusterClock unknown = ManualClusterClock.unsynchronizedAt(NOW);
        Announcements early = new Announcements(heard::add, unknown);
        early.connected(outlet);

        assertThat(early.announce(AnnouncementKind.SAID, Body.of("too early"))).isFalse();
        assertThat(outlet.sent).isEmpty();
    }

    @Test
    void saysNoMoreThanTheMasterTakes() {
        announcements.connected(outlet);
        for (int i = 0; i < 100; i++) {
            say();
        }
        assertThat(outlet.sent).hasSize(Message.Announcement.BURST);

        clock.advance(Duration.ofNanos(Message.Announcement.EACH_NANOS));

        assertThat(say()).isTrue();
        assertThat(say()).isFalse();
    }

    @Test
    void saysNothingWithoutAnOpenSession() {
        assertThat(say()).as("no connection").isFalse();
        announcements.connected(outlet);
        outlet.open = null;
        assertThat(say()).as("no session").isFalse();
        outlet.open = WELCOME;
        assertThat(say()).isTrue();

        announcements.disconnected(outlet);

        assertThat(say()).isFalse();
    }

    @Test
    void keepsTheConnectionThatCameBeforeTheOldOneWasGone() {
        announcements.connected(new Outlet());
        announcements.connected(outlet);
        announcements.disconnected(new Outlet());

        assertThat(say()).isTrue();
        assertThat(outlet.sent).hasSize(1);
    }

    @Test
    void goesOnWhenItsListenerFails() {
        Announcements fragile = new Announcements(
                a -> {
                    throw new IllegalStateException("on purpose");
                },
                clock);

        assertThatCode(() -> fragile.hear(about(AnnouncementKind.SAID, "b"), WELCOME))
                .doesNotThrowAnyException();
    }

    private boolean say() {
        return announcements.announce(AnnouncementKind.SAID, Body.of("spam"));
    }

    private static Message.Announcement about(AnnouncementKind kind, String whom) {
        return new Message.Announcement(77, kind, whom, Body.EMPTY, NOW_NANOS, 5);
    }
}
