package io.campanile.proto.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.Mapping;
import io.campanile.core.ReferenceReading;
import io.campanile.core.discipline.Bound;
import io.campanile.core.discipline.ClockState;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.discipline.Correction;
import io.campanile.core.message.AnnouncementKind;
import io.campanile.core.message.Body;
import io.campanile.core.message.Caller;
import io.campanile.core.message.Correct;
import io.campanile.core.message.GoodbyeReason;
import io.campanile.core.message.Lineage;
import io.campanile.core.message.Lineage.Ancestor;
import io.campanile.core.message.Message;
import io.campanile.core.message.Message.Announcement;
import io.campanile.core.message.Message.Goodbye;
import io.campanile.core.message.Message.Hello;
import io.campanile.core.message.Message.Probe;
import io.campanile.core.message.Message.Reading;
import io.campanile.core.message.Message.Redirect;
import io.campanile.core.message.Message.Welcome;
import io.campanile.core.message.NodeName;
import io.campanile.core.message.RejectionReason;
import io.campanile.core.message.Standing;
import java.util.Collections;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever core lets a message say, it fits a frame. Three bytes are the most that a char can take. */
class LargestMessagesTest {

    private static final long WIDE = -1;
    private static final String NAME = "鐘".repeat(NodeName.MAX_LENGTH);
    private static final double RATE = -1.0 / 3;

    static Stream<Message> largest() {
        Mapping mapping = new Mapping(Long.MAX_VALUE, Message.MAX_NANOS - 1, -Message.MAX_OFFSET_NANOS, RATE);
        long day = 86_400_000_000_000L;
        ReferenceReading utc = new ReferenceReading(
                Message.MAX_NANOS - 1,
                -Message.MAX_OFFSET_NANOS,
                -Mapping.MAX_RATE_PPB / 3,
                Message.MAX_OFFSET_NANOS,
                -RATE,
                Message.MAX_NANOS);
        Correction correction = new Correction(
                Long.MAX_VALUE,
                WIDE,
                WIDE,
                Message.MAX_NANOS - 1,
                -Message.MAX_NANOS,
                RATE,
                Message.MAX_NANOS,
                -RATE,
                day,
                day,
                utc);
        return Stream.of(
                new Hello(NAME, WIDE, -1, false, Long.MAX_VALUE, true, Caller.STANDBY, true),
                new Lineage(WIDE, Collections.nCopies(Lineage.MAX_DEPTH, new Ancestor(WIDE, NAME))),
                new Welcome(WIDE, NAME, Long.MAX_VALUE, 3_600_000_000_000L, Long.MAX_VALUE),
                new Probe(
                        WIDE,
                        WIDE,
                        WIDE,
                        WIDE,
                        Standing.REJECTED,
                        RejectionReason.FAR_FROM_MEDIAN,
                        correction,
                        Long.MIN_VALUE),
                new Reading(
                        WIDE,
                        WIDE,
                        WIDE,
                        WIDE,
                        Message.MAX_NANOS - 1,
                        Message.MAX_NANOS - 1,
                        new ClockState(
                                mapping,
                                ClockStatus.HOLDOVER,
                                Long.MAX_VALUE,
                                new Bound(Message.MAX_NANOS, -RATE, Message.MAX_NANOS),
                                WIDE,
                                true,
                                Message.MAX_NANOS,
                                utc)),
                new Correct(WIDE, correction),
                new Announcement(
                        WIDE,
                        AnnouncementKind.SAID,
                        NAME,
                        Body.of("鐘".repeat(Body.MAX_BYTES / 3)),
                        Message.MAX_NANOS - 1,
                        Message.MAX_NANOS),
                new Redirect(WIDE, "鐘".repeat(255), 65_535, WIDE),
                new Goodbye(WIDE, GoodbyeReason.OVERFLOW, "鐘".repeat(Goodbye.MAX_DETAIL)));
    }

    @ParameterizedTest
    @MethodSource("largest")
    void fitAFrame(Message message) {
        assertThat(Wire.toEnvelope(message).getSerializedSize()).isLessThanOrEqualTo(Wire.MAX_MESSAGE_BYTES);
    }

    @ParameterizedTest
    @MethodSource("largest")
    void areSmallWhereTheyCarryTime(Message message) {
        // What goes to every slave in every round stays well below the least MTU.
        if (message instanceof Probe || message instanceof Reading || message instanceof Correct) {
            assertThat(Wire.toEnvelope(message).getSerializedSize()).isLessThanOrEqualTo(256);
        }
    }
}
