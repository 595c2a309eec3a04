package io.campanile.proto;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.message.GoodbyeReason;
import io.campanile.core.message.Message;
import io.campanile.proto.codec.RandomMessages;
import io.campanile.proto.codec.Wire;
import io.campanile.proto.codec.WireFault;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Whatever bytes come in: messages or a named fault go out, and no buffer is lost. */
class GarbagePropertyTest {

    private static final int CASES = 600;

    @RepeatedTest(3)
    void isAFaultOfTheirsAndNothingElse(RepetitionInfo repetition) {
        long seed = 500L + repetition.getCurrentRepetition();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < CASES; i++) {
            byte[] garbage = new byte[random.nextInt(1, 600)];
            random.nextBytes(garbage);
            if (random.nextBoolean()) {
                // A short frame: the length is right, so that the message behind it is looked at.
                garbage[0] = (byte) Math.min(127, garbage.length - 1);
            }
            feed(garbage, random, "seed %s, case %s".formatted(seed, i));
        }
    }

    @RepeatedTest(3)
    void isAFaultOfTheirsWhenAMessageWasDamagedOnTheWay(RepetitionInfo repetition) {
        long seed = 600L + repetition.getCurrentRepetition();
        SplittableRandom random = new SplittableRandom(seed);
        RandomMessages messages = new RandomMessages(random);
        for (int i = 0; i < CASES; i++) {
            byte[] envelope = Wire.toEnvelope(messages.next()).toByteArray();
            int damages = random.nextInt(1, 4);
            for (int d = 0; d < damages; d++) {
                envelope[random.nextInt(envelope.length)] = (byte) random.nextInt();
            }
            byte[] frame = new byte[envelope.length + 2];
            frame[0] = (byte) ((envelope.length & 0x7f) | 0x80);
            frame[1] = (byte) (envelope.length >> 7);
            System.arraycopy(envelope, 0, frame, 2, envelope.length);
            feed(frame, random, "seed %s, case %s".formatted(seed, i));
        }
    }

    private static void feed(byte[] bytes, RandomGenerator random, String name) {
        FaultCollector collector = new FaultCollector();
        EmbeddedChannel channel = new EmbeddedChannel(new Role(() -> 0), collector);
        ByteBuf whole = ByteBufAllocator.DEFAULT.buffer().writeBytes(bytes);
        while (whole.isReadable()) {
            channel.writeInbound(whole.readRetainedSlice(random.nextInt(1, whole.readableBytes() + 1)));
        }
        for (Object message = channel.readInbound(); message != null; message = channel.readInbound()) {
            assertThat(message).as(name).isInstanceOf(Message.class);
        }
        assertThat(channel.finish()).as(name).isFalse();
        collector.faults.forEach(f -> assertIsNamed(f, name));
        assertThat(whole.refCnt())
                .as(name + ": only the test's own reference is left")
                .isOne();
        whole.release();
    }

    private static void assertIsNamed(Throwable cause, String name) {
        assertThat(cause).as(name).matches(WireFault::isTheirs);
        WireFault fault = WireFault.of(cause);
        assertThat(fault.reason()).as(name).isEqualTo(GoodbyeReason.MALFORMED);
        assertThat(fault.detail()).as(name).hasSizeGreaterThan(20).doesNotContain("Exception", "null");
    }
}
