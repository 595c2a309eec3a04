package io.campanile.proto.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;

/** Any stream of bytes, in pieces of any size: frames of 1 to 1024 bytes or a fault of theirs, and never more kept than a frame. */
class FrameDecoderFuzzTest {

    @FuzzTest
    void cutsAnyStream(byte[] input) {
        EmbeddedChannel channel = new EmbeddedChannel(new FrameDecoder());
        int piece = input.length == 0 ? 1 : 1 + Byte.toUnsignedInt(input[0]);
        try {
            for (int start = 1; start < input.length; start += piece) {
                channel.writeInbound(Unpooled.wrappedBuffer(input, start, Math.min(piece, input.length - start)));
                readFrames(channel);
            }
            channel.finish();
        } catch (DecoderException e) {
            assertThat(WireFault.isTheirs(e)).isTrue();
            assertThat(WireFault.of(e).detail()).isNotBlank();
        } finally {
            channel.releaseInbound();
        }
    }

    private static void readFrames(EmbeddedChannel channel) {
        for (ByteBuf frame = channel.readInbound(); frame != null; frame = channel.readInbound()) {
            assertThat(frame.readableBytes()).isBetween(1, Wire.MAX_MESSAGE_BYTES);
            frame.release();
        }
    }
}
