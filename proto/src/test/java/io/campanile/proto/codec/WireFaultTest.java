package io.campanile.proto.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.campanile.core.message.Caller;
import io.campanile.core.message.GoodbyeReason;
import io.campanile.core.message.Message;
import io.campanile.core.message.Message.Goodbye;
import io.campanile.proto.FaultCollector;
import io.campanile.proto.Role;
import io.campanile.proto.v1.Announcement;
import io.campanile.proto.v1.Clock;
import io.campanile.proto.v1.ClockStatus;
import io.campanile.proto.v1.Correction;
import io.campanile.proto.v1.Envelope;
import io.campanile.proto.v1.Hello;
import io.campanile.proto.v1.Probe;
import io.campanile.proto.v1.Reading;
import io.campanile.proto.v1.Redirect;
import io.campanile.proto.v1.RejectionReason;
import io.campanile.proto.v1.Standing;
import io.campanile.proto.v1.Welcome;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the other end gets wrong is named; what only a later release understands is passed over. */
class WireFaultTest {

    private final EmbeddedChannel channel = new EmbeddedChannel(new Role(() -> 0));

    @AfterEach
    void close() {
        // A decoder that is out of step says so once more as the channel closes.
        channel.pipeline().addLast(new FaultCollector());
        channel.finishAndReleaseAll();
    }

    @Test
    void namesTheLimitOfAMessageThatIsTooLong() {
        ByteBuf length = Unpooled.wrappedBuffer(new byte[] {(byte) 0x81, 0x08});
        Throwable fault = catchThrowable(
                () -> channel.writeInbound(length, Unpooled.buffer().writeZero(1025)));

        assertMalformed(fault, "a message is longer than the limit of 1024 bytes");
    }

    @Test
    void doesNotWaitForTheBytesOfAMessageThatIsTooLong() {
        // 2^31 - 1 bytes announced: refused at once, not collected.
        ByteBuf length = Unpooled.wrappedBuffer(new byte[] {-1, -1, -1, -1, 7});

        assertMalformed(catchThrowable(() -> channel.writeInbound(length)), "longer than the limit of 1024 bytes");
    }

    @Test
    void takesAMessageOfExactlyTheLimit() {
        Envelope exact = padded(Wire.MAX_MESSAGE_BYTES);

        write(exact);

        assertThat(channel.<Object>readInbound()).isInstanceOf(Goodbye.class);
    }

    @Test
    void takesAnEmptyFrameForNoMessage() {
        ByteBuf empty = Unpooled.buffer().writeZero(2048);

        assertMalformed(catchThrowable(() -> channel.writeInbound(empty)), "no Campanile message");
    }

    @Test
    void passesOverAFewMessagesOfALaterReleaseAndNoFlood() {
        // Field 99 of the envelope, which no release knows.
        ByteBuf later = Unpooled.wrappedBuffer(new byte[] {3, (byte) 0x98, 6, 1});
        for (int i = 0; i < MessageCodec.UNKNOWN_BURST; i++) {
            channel.writeInbound(later.copy());
        }

        Throwable fault = catchThrowable(() -> channel.writeInbound(later));

        assertThat(WireFault.isTheirs(fault)).isTrue();
        assertThat(WireFault.of(fault).reason()).isEqualTo(io.campanile.core.message.GoodbyeReason.FLOOD);
    }

    @Test
    void suspectsTheWrongPortBehindBytesOfAnotherProtocol() {
        ByteBuf http = Unpooled.copiedBuffer(
                "GET /metrics HTTP/1.1\r\nHost: localhost:4460\r\nUser-Agent: somebody/1.0\r\nAccept: */*\r\n\r\n",
                StandardCharsets.US_ASCII);

        assertMalformed(
                catchThrowable(() -> channel.writeInbound(http)), "no Campanile message; is this the right port?");
    }

    @Test
    void suspectsTheWrongPortBehindALengthThatIsNone() {
        ByteBuf negative = Unpooled.wrappedBuffer(new byte[] {-1, -1, -1, -1, 15});
        assertMalformed(
                catchThrowable(() -> channel.writeInbound(negative)), "no Campanile message; is this the right port?");
    }

    @Test
    void suspectsTheWrongPortBehindALengthThatNeverEnds() {
        ByteBuf endless = Unpooled.wrappedBuffer(new byte[] {-1, -1, -1, -1, -1, -1});
        assertMalformed(
                catchThrowable(() -> channel.writeInbound(endless)), "no Campanile message; is this the right port?");
    }

    @Test
    void namesTheValueThatIsOutOfRange() {
        assertRefused(e -> e.setHello(Hello.newBuilder().setName("")), "a name has 1 to 64 printable characters");
        assertRefused(
                e -> e.setHello(Hello.newBuilder().setName("a").setLastEpoch(-1)),
                "the last epoch is -1; it must be 0 or more");
        assertRefused(e -> e.setWelcome(Welcome.newBuilder().setName("a")), "the epoch is 0; it must be 1 or more");
        assertRefused(
                e -> e.setReading(reading().setT2Nanos(Long.MIN_VALUE)),
                "t2 is -9223372036854775808; it must be 0 to 2^62 ns");
        assertRefused(
                e -> e.setReading(reading().setClock(clock().setRatePpb(Double.NaN))),
                "a mapping's rate is NaN ppb; it must lie within");
        assertRefused(
                e -> e.setCorrection(Correction.newBuilder().setEpoch(1).setRatePpb(Double.POSITIVE_INFINITY)),
                "a correction's rate is Infinity; it must be a finite number of ppb");
        assertRefused(e -> e.setCorrection(Correction.newBuilder()), "a correction's epoch is 0; it must be 1 or more");
        assertRefused(
                e -> e.setRedirect(Redirect.newBuilder().setHost("h").setPort(70_000)),
                "the port is 70000; it must be 1 to 65535");
    }

    @Test
    void refusesConstantsThatItDoesNotKnow() {
        assertRefused(e -> e.setProbe(Probe.newBuilder()), "STANDING_UNSPECIFIED is no value");
        assertRefused(e -> e.setProbe(Probe.newBuilder().setStandingValue(99)), "UNRECOGNIZED is no value");
        assertRefused(
                e -> e.setReading(reading().setClock(clock().setStatusValue(99))), "is no value that this release");
        assertRefused(e -> e.setReading(Reading.newBuilder()), "CLOCK_STATUS_UNSPECIFIED is no value");
    }

    @Test
    void takesAGoodbyeForAReasonOfALaterRelease() {
        write(envelope(e -> e.getGoodbyeBuilder().setReasonValue(99).setDetail("something new")));

        assertThat(channel.<Object>readInbound()).isEqualTo(new Goodbye(1, GoodbyeReason.SHUTDOWN, "something new"));
    }

    @Test
    void passesOverAnnouncementsOfALaterKindAndUnknownBodies() {
        write(envelope(e -> e.setAnnouncement(Announcement.newBuilder().setFrom("a"))));
        write(envelope(e -> {}));
        write(envelope(e -> e.setUnknownFields(unknownField(30))));

        assertThat(channel.<Object>readInbound()).isNull();

        write(envelope(e -> e.getGoodbyeBuilder().setReasonValue(1)));
        assertThat(channel.<Object>readInbound()).isInstanceOf(Goodbye.class);
    }

    @Test
    void toleratesFieldsOfALaterRelease() {
        Hello later = Hello.newBuilder()
                .setName("a")
                .setProtocolVersion(1)
                .setUnknownFields(unknownField(77))
                .build();

        write(envelope(e -> e.setHello(later).setUnknownFields(unknownField(31))));

        assertThat(channel.<Object>readInbound())
                .isEqualTo(new Message.Hello("a", 0, 1, true, 0, false, Caller.SLAVE, false));
    }

    @Test
    void goesOnAfterAMalformedMessageWithTheNextOne() {
        // The role decides to hang up; the wire itself is not out of step.
        assertThat(catchThrowable(() -> write(envelope(e -> e.setProbe(Probe.newBuilder())))))
                .isNotNull();

        write(envelope(e -> e.setProbe(
                Probe.newBuilder().setStanding(Standing.STANDING_MEMBER).setRejectionValue(0))));

        assertThat(channel.<Object>readInbound()).isInstanceOf(Message.Probe.class);
    }

    @Test
    void keepsARejectionsReason() {
        write(envelope(e -> e.setProbe(Probe.newBuilder()
                .setStanding(Standing.STANDING_REJECTED)
                .setRejection(RejectionReason.REJECTION_REASON_SILENT))));

        Message.Probe probe = channel.readInbound();
        assertThat(probe.rejection()).isEqualTo(io.campanile.core.message.RejectionReason.SILENT);
    }

    @Test
    void tellsTheirFaultsFromABrokenConnection() {
        assertThat(WireFault.isTheirs(new IOException("reset"))).isFalse();
        assertThat(WireFault.isTheirs(new IllegalStateException("ours"))).isFalse();
    }

    private void assertRefused(Consumer<Envelope.Builder> body, String words) {
        assertMalformed(catchThrowable(() -> write(envelope(body))), words);
        assertThat(channel.<Object>readInbound()).isNull();
    }

    private static void assertMalformed(Throwable fault, String words) {
        assertThat(fault).isNotNull().matches(WireFault::isTheirs);
        assertThat(WireFault.of(fault).reason()).isEqualTo(GoodbyeReason.MALFORMED);
        assertThat(WireFault.of(fault).detail()).contains(words);
    }

    private void write(Envelope envelope) {
        byte[] bytes = envelope.toByteArray();
        ByteBuf frame = Unpooled.buffer();
        int length = bytes.length;
        for (; length >= 0x80; length >>>= 7) {
            frame.writeByte((length & 0x7f) | 0x80);
        }
        channel.writeInbound(frame.writeByte(length).writeBytes(bytes));
    }

    private static Envelope envelope(Consumer<Envelope.Builder> body) {
        Envelope.Builder envelope = Envelope.newBuilder().setSession(1);
        body.accept(envelope);
        return envelope.build();
    }

    private static Reading.Builder reading() {
        return Reading.newBuilder().setT2Nanos(1).setT3Nanos(1).setClock(clock());
    }

    private static Clock.Builder clock() {
        return Clock.newBuilder().setStatus(ClockStatus.CLOCK_STATUS_SYNCHRONIZED);
    }

    private static UnknownFieldSet unknownField(int number) {
        return UnknownFieldSet.newBuilder()
                .addField(
                        number, UnknownFieldSet.Field.newBuilder().addVarint(5).build())
                .build();
    }

    /** A goodbye that unknown fields pad to exactly this size. */
    private static Envelope padded(int size) {
        for (int padding = size; ; padding--) {
            ByteString text = ByteString.copyFrom(new byte[padding]);
            Envelope envelope = envelope(e -> e.setUnknownFields(UnknownFieldSet.newBuilder()
                            .addField(
                                    40,
                                    UnknownFieldSet.Field.newBuilder()
                                            .addLengthDelimited(text)
                                            .build())
                            .build())
                    .getGoodbyeBuilder()
                    .setReasonValue(1));
            if (envelope.getSerializedSize() == size) {
                return envelope;
            }
        }
    }
}
