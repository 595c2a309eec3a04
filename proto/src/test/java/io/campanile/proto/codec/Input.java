package io.campanile.proto.codec;

import com.google.protobuf.InvalidProtocolBufferException;
import io.campanile.core.message.Message;
import io.campanile.proto.v1.Envelope;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * The input of a fuzz target as a list of steps: each is a number, and some bytes behind their length. Many short inputs find more
 * than a few long ones: what is behind {@value #MOST_STEPS} steps is left out.
 */
final class Input {

    /** How far time goes on between two steps at the most. */
    private static final long LONGEST_NANOS = 20_000_000_000L;

    private static final int MOST_STEPS = 64;

    private final ByteBuffer bytes;
    private int steps;

    Input(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes);
    }

    boolean hasNext() {
        return bytes.hasRemaining() && steps++ < MOST_STEPS;
    }

    /** 0 to 255; 0 at the end. */
    int number() {
        return bytes.hasRemaining() ? Byte.toUnsignedInt(bytes.get()) : 0;
    }

    /** A moment, or a long time. */
    long nanos() {
        int steps = number();
        return LONGEST_NANOS / 256 * steps / 256 * steps;
    }

    byte[] piece() {
        byte[] piece = new byte[Math.min(number(), bytes.remaining())];
        bytes.get(piece);
        return piece;
    }

    /** What would come off the wire; empty where a codec would refuse it. */
    Optional<Message> message() {
        try {
            return Wire.toMessage(Envelope.parseFrom(piece()));
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return Arrays.toString(bytes.array());
    }
}
