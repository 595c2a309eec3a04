package io.campanile.core.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.campanile.core.Mapping;
import io.campanile.core.discipline.ClockState;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.discipline.Correction;
import io.campanile.core.message.Message.Announcement;
import io.campanile.core.message.Message.Goodbye;
import io.campanile.core.message.Message.Hello;
import io.campanile.core.message.Message.Reading;
import io.campanile.core.message.Message.Redirect;
import io.campanile.core.message.Message.Welcome;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTest {

    private static final long SECOND = 1_000_000_000L;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "a\nb",
                "a\u001b[2J",
                "a\u009b2J",
                "gpj.\u202Eexe",
                "a\u2028b",
                "a\u200Bb",
                "a\uD800b",
                "a\uE000b",
                "12345678901234567890123456789012345678901234567890123456789012345"
            })
    void refusesANameThatATerminalCouldNotShow(String name) {
        assertRefused(() -> new Hello(name, 1, 1, true, 0), "1 to 64 printable characters");
        assertRefused(() -> new Welcome(1, name, 1, SECOND, SECOND), "1 to 64 printable characters");
    }

    @Test
    void takesNamesInAnyScript() {
        assertThat(new Hello("кампанила-鐘樓-🔔", 1, 1, true, 0).name()).hasSize(15);
    }

    @Test
    void refusesEpochsBelowTheirRange() {
        assertRefused(() -> new Hello("a", 1, 1, true, -1), "the last epoch is -1");
        assertRefused(() -> new Welcome(1, "a", 0, SECOND, SECOND), "the epoch is 0; it must be 1 or more");
        assertRefused(() -> reading(0, 0, new Mapping(0, 0, 0, 0), -1), "the epoch is -1");
    }

    @Test
    void namesTheRangeOfTheRound() {
        assertRefused(() -> new Welcome(1, "a", 1, 9_999_999, SECOND), "the round is 9999999; it must be 10 ms to 1 h");
        assertRefused(() -> new Welcome(1, "a", 1, 3601 * SECOND, 3601 * SECOND), "10 ms to 1 h");
        assertRefused(() -> new Welcome(1, "a", 1, SECOND, SECOND - 1), "at least a round");
    }

    @Test
    void refusesTimesOutsideTheirRange() {
        assertRefused(() -> reading(-1, 0, Mapping.IDENTITY, 0), "t2 is -1; it must be 0 to 2^62 ns");
        assertRefused(() -> reading(0, 1L << 62, Mapping.IDENTITY, 0), "t3 is 4611686018427387904");
        assertRefused(() -> reading(0, 0, new Mapping(0, -1, 0, 0), 0), "anchor");
        assertRefused(() -> correction(Long.MIN_VALUE, 0, 0, 1), "the correction's time");
        assertRefused(() -> correction(Long.MAX_VALUE, 0, 0, 1), "the correction's time");
        assertThat(reading(Message.MAX_NANOS - 1, Message.MAX_NANOS - 1, Mapping.IDENTITY, 0))
                .isNotNull();
    }

    @Test
    void refusesMappingsOutsideTheirRange() {
        assertRefused(() -> reading(0, 0, new Mapping(0, 0, (1L << 61) + 1024, 0), 0), "the mapping's offset");
        assertRefused(() -> reading(0, 0, new Mapping(0, 0, Long.MIN_VALUE, 0), 0), "the mapping's offset");
        assertRefused(() -> reading(0, 0, new Mapping(-1, 0, 0, 0), 0), "the mapping's version");
    }

    @Test
    void refusesCorrectionsOutsideTheirRange() {
        assertRefused(() -> correction(0, (1L << 62) + 1, 0, 1), "the offset");
        assertRefused(() -> correction(0, Long.MIN_VALUE, 0, 1), "the offset");
        assertRefused(() -> correction(0, 0, (1L << 62) + 1, 1), "the error");
        assertRefused(() -> correction(0, 0, 0, 86_401 * SECOND), "the validity");
    }

    @Test
    void refusesAddressesThatAreNone() {
        assertRefused(() -> new Redirect(1, " ", 1, 1), "the host");
        assertRefused(() -> new Redirect(1, "h\nERROR \u001b[2J", 1, 1), "the host has 1 to 255 printable characters");
        assertRefused(() -> new Redirect(1, "h".repeat(256), 1, 1), "the host's length is 256");
        assertRefused(() -> new Redirect(1, "h", 0, 1), "the port is 0; it must be 1 to 65535");
        assertRefused(() -> new Redirect(1, "h", 65_536, 1), "the port");
    }

    @Test
    void cutsADetailThatIsTooLong() {
        assertThat(new Goodbye(1, GoodbyeReason.FULL, "x".repeat(301)).detail()).hasSize(300);
    }

    @Test
    void cutsNoCharacterInTwo() {
        String detail = new Goodbye(1, GoodbyeReason.FULL, "x".repeat(299) + "🔔").detail();

        assertThat(detail.codePoints()).noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u001b[2J", "\r\n", "\u009b2J", "\u0085", "\u007f", "\u202E", "\u2028"})
    void dropsFromADetailWhatATerminalWouldObey(String text) {
        String detail = new Goodbye(1, GoodbyeReason.FULL, "a" + text + "b").detail();

        assertThat(detail).startsWith("a ").endsWith("b");
        assertThat(detail.codePoints()).noneMatch(Character::isISOControl);
    }

    @Test
    void hasANameThatFitsIntoASentence() {
        assertThat(reading(0, 0, Mapping.IDENTITY, 0).noun()).isEqualTo("a reading");
        assertThat(correction(0, 0, 0, 1).noun()).isEqualTo("a correction");
        assertThat(new Announcement(1, AnnouncementKind.JOINED, "a", Body.EMPTY, 0, 0).noun())
                .isEqualTo("an announcement");
    }

    @Test
    void readsAsASentence() {
        assertThat(new Goodbye(1, GoodbyeReason.FULL, "no room")).hasToString("FULL: no room");
        assertThat(new Goodbye(1, GoodbyeReason.SHUTDOWN, "")).hasToString("SHUTDOWN");
    }

    private static Reading reading(long t2, long t3, Mapping mapping, long epoch) {
        return new Reading(1, 1, 1, 0, t2, t3, new ClockState(mapping, ClockStatus.SYNCHRONIZED, epoch));
    }

    private static Correct correction(long at, long offset, long error, long validFor) {
        return new Correct(1, new Correction(1, 1, 0, at, offset, 0, error, 0, 0, validFor));
    }

    private static void assertRefused(ThrowingCallable making, String words) {
        assertThatIllegalArgumentException().isThrownBy(making).withMessageContaining(words);
    }
}
