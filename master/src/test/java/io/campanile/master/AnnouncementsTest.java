package io.campanile.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.clock.ManualClusterClock;
import io.campanile.core.message.AnnouncementKind;
import io.campanile.core.message.Body;
import io.campanile.core.message.Message.Announcement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What slaves announce to one another, as the master passes it on. */
class AnnouncementsTest {

    private static final long NOW = 1_800_000_000_000_000_000L;

    private final ManualClusterClock clock = ManualClusterClock.at(Instant.ofEpochSecond(0, NOW));
    private final Announcements announcements = new Announcements(clock);

    /** Keeps what it is told. */
    private record Listener(String name, List<String> heard) implements Announcements.Participant {

        Listener(String name) {
            this(name, new ArrayList<>());
        }

        @Override
        public void tell(Announcement announcement) {
            heard.add(announcement.from() + " " + announcement.kind() + " "
                    + announcement.body().text());
        }
    }

    @Test
    void tellsWhoTakesPartAndWhoComesAndGoes() {
        Listener anna = joined("anna");
        Listener bert = joined("bert");
        announcements.leave(anna);

        assertThat(anna.heard).containsExactly("anna JOINED ", "bert JOINED ");
        assertThat(bert.heard).containsExactly("anna JOINED ", "bert JOINED ", "anna LEFT ");
    }

    @Test
    void passesOnWhatIsSaidToAllInTheNameOfWhoSaysIt() {
        Listener anna = joined("anna");
        Listener bert = joined("bert");

        announcements.onAnnouncement(
                bert, new Announcement(7, AnnouncementKind.SAID, "anna", Body.of("hello"), NOW, 5));

        assertThat(anna.heard).endsWith("bert SAID hello");
        assertThat(bert.heard).endsWith("bert SAID hello");
    }

    @Test
    void hearsNobodyWhoTakesNoPart() {
        Listener anna = joined("anna");
        say(new Listener("stranger"), "psst");
        announcements.leave(new Listener("stranger"));

        assertThat(anna.heard).containsExactly("anna JOINED ");
    }

    @Test
    void takesASlaveThatConnectsAgainForTheSame() {
        Listener anna = joined("anna");
        Listener before = joined("bert");
        Listener again = joined("bert");
        announcements.leave(before);
        say(again, "back");

        assertThat(anna.heard).containsExactly("anna JOINED ", "bert JOINED ", "bert SAID back");
        assertThat(again.heard).containsExactly("anna JOINED ", "bert JOINED ", "bert SAID back");
    }

    @Test
    void tellsAgainThatItHasASeatWhomItDidNotReach() {
        Listener anna = joined("anna");
        Listener bert = joined("bert");
        announcements.onAnnouncement(bert, announcement(AnnouncementKind.JOINED, "bert", ""));

        assertThat(bert.heard).containsExactly("anna JOINED ", "bert JOINED ", "bert JOINED ");
        assertThat(anna.heard).containsExactly("anna JOINED ", "bert JOINED ");
    }

    @Test
    void dropsWhatOneSaysBeyondItsRate() {
        Listener anna = joined("anna");
        for (int i = 0; i < 1000; i++) {
            say(anna, "spam");
        }
        assertThat(anna.heard).hasSize(1 + Announcement.BURST);

        clock.advance(Duration.ofSeconds(1));
        for (int i = 0; i < 1000; i++) {
            say(anna, "spam");
        }

        assertThat(anna.heard).hasSize(1 + Announcement.BURST + 10);
    }

    @Test
    void dropsWhatAllSayBeyondTheirRate() {
        List<Listener> all = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            all.add(joined("slave-" + i));
            clock.advance(Duration.ofSeconds(1));
        }
        Listener first = all.get(0);
        int before = first.heard.size();
        for (int i = 0; i < 10; i++) {
            all.forEach(one -> say(one, "all at once"));
        }

        assertThat(first.heard).hasSize(before + Announcements.BURST);
    }

    @Test
    void hearsOfNoMoreComingAndGoingThanTheirRate() {
        Listener anna = joined("anna");
        clock.advance(Duration.ofSeconds(10));
        for (int i = 0; i < 1000; i++) {
            announcements.leave(joined("bert" + i));
        }
        assertThat(anna.heard).as("each that came, went").hasSize(1 + 2 * (Announcements.BURST / 3 + 1));
    }

    @Test
    void hasNoMoreSeatsThanItsLimit() {
        Listener first = joined("slave-0");
        for (int i = 1; i < 2 * Announcements.MAX_PARTICIPANTS; i++) {
            clock.advance(Duration.ofSeconds(1));
            joined("slave-" + i);
        }

        assertThat(first.heard).hasSize(Announcements.MAX_PARTICIPANTS);
    }

    private Listener joined(String name) {
        Listener listener = new Listener(name);
        announcements.onAnnouncement(listener, announcement(AnnouncementKind.JOINED, name, ""));
        return listener;
    }

    private void say(Listener who, String text) {
        announcements.onAnnouncement(who, announcement(AnnouncementKind.SAID, who.name(), text));
    }

    private static Announcement announcement(AnnouncementKind kind, String from, String text) {
        return new Announcement(7, kind, from, Body.of(text), NOW, 0);
    }
}
