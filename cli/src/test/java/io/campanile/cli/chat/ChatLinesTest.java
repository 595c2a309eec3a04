package io.campanile.cli.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.message.AnnouncementKind;
import io.campanile.core.message.Body;
import io.campanile.slave.Announcement;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ChatLinesTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00.123456Z");

    @Test
    void showWhenSomethingWasSaidAndHowFarOffThatCanBe() {
        assertThat(line(AnnouncementKind.SAID, "hello", Duration.ofMillis(2)))
                .isEqualTo("12:00:00.123 ±2.00 ms  anna: hello");
    }

    @Test
    void showWhoComesAndGoesThoughNobodyKnowsTheErrorYet() {
        assertThat(line(AnnouncementKind.JOINED, "", Announcement.UNKNOWN_ERROR))
                .isEqualTo("12:00:00.123 ±unknown  * anna is here");
        assertThat(line(AnnouncementKind.LEFT, "", Duration.ZERO)).endsWith("* anna has left");
    }

    @Test
    void sayThatSomebodyHasSentWhatIsNoText() {
        assertThat(line(AnnouncementKind.SENT, "\u0001\u0002\u0003", Duration.ZERO))
                .endsWith("* anna has sent 3 bytes");
    }

    @Test
    void giveATerminalNothingToObey() {
        assertThat(line(AnnouncementKind.SAID, "\u001B[2J\u009B1m\r\nroot: \u202Eyes", Duration.ZERO))
                .endsWith("anna:  [2J 1m  root:  yes");
    }

    private static String line(AnnouncementKind kind, String text, Duration error) {
        return ChatLines.of(new Announcement(kind, "anna", Body.of(text), NOON, error));
    }
}
