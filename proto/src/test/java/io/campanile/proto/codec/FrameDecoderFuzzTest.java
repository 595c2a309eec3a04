package io.campanile.proto.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import java.nio.ByteBuffer;

/** Any stream of bytes, in pieces of any size: frames of 1 to 1024 bytes or a fault of theirs, and never more kept than a frame. */
class FrameDecoderFuzzTest {

    private static final int MOST_PIECES = 5;

    /** One for all inputs: to make a channel takes longer than what is tried with it. */
    private final EmbeddedChannel channel = new EmbeddedChannel();

    @FuzzTest
    void cutsAnyStream(byte[] input) {
        FrameDecoder decoder = new FrameDecoder();
        channel.pipeline().addLast(decoder);
        ByteBuffer bytes = ByteBuffer.wrap(input);
        try {
            for (int pieces = 1; pieces < MOST_PIECES && bytes.remaining() > 1; pieces++) {
                write(bytes, Byte.toUnsignedInt(bytes.get()));
            }
            write(bytes, bytes.remaining());
        } catch (DecoderException e) {
            check(e);
        }
        try {
            channel.pipeline().fireChannelInactive();
            channel.checkException();
        } catch (DecoderException e) {
            check(e);
        }
        channel.pipeline().remove(decoder);
        channel.releaseInbound();
    }

    private static void check(DecoderException fault) {
        assertThat(WireFault.isTheirs(fault)).isTrue();
        assertThat(WireFault.of(fault).detail()).isNotBlank();
    }

    private void write(ByteBuffer from, int length) {
        byte[] piece = new byte[Math.min(length, from.remaining())];
        from.get(piece);
        channel.writeInbound(Unpooled.wrappedBuffer(piece));
        readFrames();
    }

    private void readFrames() {
        for (ByteBuf frame = channel.readInbound(); frame != null; frame = channel.readInbound()) {
            assertThat(frame.readableBytes()).isBetween(1, Wire.MAX_MESSAGE_BYTES);
            frame.release();
        }
    }
}
