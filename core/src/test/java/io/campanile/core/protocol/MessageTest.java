package io.campanile.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.campanile.core.Mapping;
import io.campanile.core.Units;
import io.campanile.core.discipline.ClockState;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.discipline.Steering;
import io.campanile.core.protocol.Message.Correction;
import io.campanile.core.protocol.Message.Goodbye;
import io.campanile.core.protocol.Message.Hello;
import io.campanile.core.protocol.Message.Reading;
import io.campanile.core.protocol.Message.Redirect;
import io.campanile.core.protocol.Message.Welcome;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTest {

    private static final long DAY = 86_400 * Units.SECOND_NANOS;
    private static final long MILLI = 1_000_000;

    @ParameterizedTest
    @ValueSource(strings = {"a", "turm-1.example", "Glockenspiel München", "🔔"})
    void helloTakesAnyPrintableName(String name) {
        assertThat(hello(name, 0).name()).isEqualTo(name);
        assertThat(hello(name, 0).session()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "line\nbreak", "\u001b[31mred"})
    void helloWithoutAPrintableNameIsRefused(String name) {
        refused(() -> hello(name, 0), "a name has 1 to 64 printable characters");
    }

    @Test
    void helloWithALongNameIsRefused() {
        assertThat(hello("x".repeat(64), 0).name()).hasSize(64);
        refused(() -> hello("x".repeat(65), 0), "a name has 1 to 64 printable characters");
    }

    @Test
    void helloWithANegativeEpochIsRefused() {
        refused(() -> hello("a", -1), "the last epoch is -1; it must be 0 or more");
    }

    @Test
    void welcomeWithoutAnEpochIsRefused() {
        refused(() -> new Welcome(7, "a", 0, MILLI, MILLI), "the epoch is 0; it must be 1 or more");
    }

    @Test
    void welcomeWithARoundOutsideItsRangeIsRefused() {
        long least = SessionLimits.MIN_ROUND_NANOS;
        assertThat(new Welcome(7, "a", 1, least, least).roundNanos()).isEqualTo(10 * MILLI);
        assertThatThrownBy(() -> new Welcome(7, "a", 1, least - 1, DAY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the round is 9999999; it must be ");
        assertThatThrownBy(() -> new Welcome(7, "a", 1, SessionLimits.MAX_ROUND_NANOS + 1, DAY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the round is 3600000000001; it must be ");
    }

    @Test
    void welcomeWithAnIdleTimeShorterThanARoundIsRefused() {
        long round = SessionLimits.MIN_ROUND_NANOS;
        refused(
                () -> new Welcome(7, "a", 1, round, round - 1),
                "the idle time is 9999999; it must be at least a round");
    }

    @Test
    void readingOutsideTheTimesThatNeverOverflowIsRefused() {
        assertThat(reading(0, Message.MAX_NANOS - 1).t3()).isEqualTo(Message.MAX_NANOS - 1);
        refused(() -> reading(-1, 0), "t2 is -1; it must be 0 to 2^62 ns");
        refused(() -> reading(0, Message.MAX_NANOS), "t3 is 4611686018427387904; it must be 0 to 2^62 ns");
    }

    @Test
    void readingOfAMappingThatWouldOverflowIsRefused() {
        long most = Message.MAX_OFFSET_NANOS;
        assertThat(showing(1, 0, -most, 0).session()).isEqualTo(7);
        refused(() -> showing(1, -1, 0, 0), "the mapping's anchor is -1; it must be 0 to 2^62 ns");
        refused(
                () -> showing(1, Message.MAX_NANOS, 0, 0),
                "the mapping's anchor is 4611686018427387904; it must be 0 to 2^62 ns");
        refused(
                () -> showing(1, 0, Long.MIN_VALUE, 0),
                "the mapping's offset is -9223372036854775808; it must be within ±2^61 ns");
        refused(() -> showing(-1, 0, 0, 0), "the mapping's version is -1; it must be 0 or more");
        refused(() -> showing(1, 0, 0, -1), "the epoch is -1; it must be 0 or more");
    }

    @Test
    void departingReadingDiffersInItsLastStampOnly() {
        assertThat(reading(5, 0).departing(9)).isEqualTo(reading(5, 9));
    }

    @Test
    void correctionOutsideTheTimesThatNeverOverflowIsRefused() {
        refused(() -> correction(-1, 0, 0, 0), "the correction's time is -1; it must be 0 to 2^62 ns");
        refused(
                () -> correction(Message.MAX_NANOS, 0, 0, 0),
                "the correction's time is 4611686018427387904; it must be 0 to 2^62 ns");
    }

    @Test
    void correctionByTooMuchIsRefused() {
        assertThat(correction(0, -Message.MAX_NANOS, 0, 0).session()).isEqualTo(7);
        refused(
                () -> correction(0, -Message.MAX_NANOS - 1, 0, 0),
                "the offset is -4611686018427387905; it must be within ±2^62 ns");
        refused(
                () -> correction(0, Long.MIN_VALUE, 0, 0),
                "the offset is -9223372036854775808; it must be within ±2^62 ns");
    }

    @Test
    void correctionWithTooLargeAnErrorIsRefused() {
        refused(
                () -> correction(0, 0, Message.MAX_NANOS + 1, 0),
                "the error is 4611686018427387905; it must be up to 2^62 ns");
    }

    @Test
    void correctionThatIsValidForMoreThanADayIsRefused() {
        assertThat(correction(0, 0, 0, DAY).steering().validForNanos()).isEqualTo(DAY);
        refused(() -> correction(0, 0, 0, DAY + 1), "the validity is 86400000000001; it must be up to a day");
    }

    @Test
    void redirectToNowhereIsRefused() {
        refused(() -> new Redirect(7, "", 80, 1), "the host's length is 0; it must be 1 to 255 characters");
        refused(
                () -> new Redirect(7, "h".repeat(256), 80, 1),
                "the host's length is 256; it must be 1 to 255 characters");
        refused(() -> new Redirect(7, "h", 0, 1), "the port is 0; it must be 1 to 65535");
        refused(() -> new Redirect(7, "h", 65_536, 1), "the port is 65536; it must be 1 to 65535");
    }

    @Test
    void goodbyeIsCutAndCleansWhatATerminalWouldObey() {
        var goodbye = new Goodbye(7, GoodbyeReason.MALFORMED, "a\u001b[2J\nb" + "x".repeat(400));
        assertThat(goodbye.detail()).hasSize(Goodbye.MAX_DETAIL).startsWith("a [2J bxxx");
        assertThat(goodbye).hasToString("MALFORMED: " + goodbye.detail());
        assertThat(new Goodbye(7, GoodbyeReason.IDLE, "")).hasToString("IDLE");
    }

    private static Hello hello(String name, long lastEpoch) {
        return new Hello(name, 42, Message.PROTOCOL_VERSION, true, lastEpoch);
    }

    private static Reading reading(long t2, long t3) {
        return new Reading(7, 1, 1, t2, t3, ClockState.INITIAL);
    }

    private static Reading showing(long version, long anchor, long offset, long epoch) {
        var clock = new ClockState(new Mapping(version, anchor, offset, 0), ClockStatus.SYNCHRONIZED, epoch);
        return new Reading(7, 1, 1, 0, 0, clock);
    }

    private static Correction correction(long at, long offset, long error, long validFor) {
        return new Correction(7, new Steering(1, 1, 0, at, offset, 0, error, 0, 0, validFor));
    }

    private static void refused(ThrowingCallable making, String why) {
        assertThatThrownBy(making).isInstanceOf(IllegalArgumentException.class).hasMessage(why);
    }
}
