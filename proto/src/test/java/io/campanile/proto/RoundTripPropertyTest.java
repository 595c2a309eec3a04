package io.campanile.proto;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.message.Message;
import io.campanile.proto.codec.RandomMessages;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What one end writes is what the other end reads, however the network cuts it. */
class RoundTripPropertyTest {

    private static final long NOW = 1_800_000_000_000_000_000L;
    private static final int CASES = 500;

    private final EmbeddedChannel sender = new EmbeddedChannel(new Role(() -> NOW));
    private final EmbeddedChannel receiver = new EmbeddedChannel(new Role(() -> NOW));

    @AfterEach
    void close() {
        assertThat(sender.finish()).as("nothing left at the sender").isFalse();
        assertThat(receiver.finish()).as("nothing left at the receiver").isFalse();
    }

    static List<Class<?>> kinds() {
        return RandomMessages.KINDS;
    }

    /** Every kind that core permits: none can be forgotten on the wire. */
    @ParameterizedTest
    @MethodSource("kinds")
    void bringsEveryKindOfMessageAcrossUnchanged(Class<?> kind) {
        long seed = 100;
        RandomMessages messages = new RandomMessages(new SplittableRandom(seed));
        for (int i = 0; i < CASES; i++) {
            Message message = messages.ofKind(kind);
            assertThat(message).isInstanceOf(kind);

            receiver.writeInbound(written(message));

            assertThat(received()).as("seed %d, case %d", seed, i).isEqualTo(message);
        }
    }

    @RepeatedTest(5)
    void bringsThemAcrossByteByByte(RepetitionInfo repetition) {
        long seed = 200L + repetition.getCurrentRepetition();
        RandomMessages messages = new RandomMessages(new SplittableRandom(seed));
        for (int i = 0; i < 50; i++) {
            Message message = messages.next();
            ByteBuf bytes = written(message);
            while (bytes.readableBytes() > 1) {
                receiver.writeInbound(bytes.readRetainedSlice(1));
                assertThat(receiver.<Object>readInbound())
                        .as("seed %d, case %d: not before the last byte", seed, i)
                        .isNull();
            }
            receiver.writeInbound(bytes);

            assertThat(received()).as("seed %d, case %d", seed, i).isEqualTo(message);
        }
    }

    @RepeatedTest(5)
    void bringsManyAcrossInBuffersOfAnySize(RepetitionInfo repetition) {
        long seed = 300L + repetition.getCurrentRepetition();
        SplittableRandom random = new SplittableRandom(seed);
        RandomMessages messages = new RandomMessages(random);
        List<Message> sent = new ArrayList<>();
        ByteBuf bytes = Unpooled.buffer();
        for (int i = 0; i < 100; i++) {
            Message message = messages.next();
            sent.add(message);
            ByteBuf one = written(message);
            bytes.writeBytes(one);
            one.release();
        }
        while (bytes.isReadable()) {
            int size = Math.min(bytes.readableBytes(), random.nextInt(1, 2_000));
            receiver.writeInbound(Unpooled.copiedBuffer(bytes.readSlice(size)));
        }

        List<Message> received = new ArrayList<>();
        for (Message next = received(); next != null; next = received()) {
            received.add(next);
        }
        assertThat(received).as("seed %d", seed).isEqualTo(sent);
    }

    private ByteBuf written(Message message) {
        assertThat(sender.writeOutbound(message)).isTrue();
        ByteBuf all = Unpooled.buffer();
        for (ByteBuf part = sender.readOutbound(); part != null; part = sender.readOutbound()) {
            all.writeBytes(part);
            part.release();
        }
        return all;
    }

    private Message received() {
        return receiver.readInbound();
    }
}
