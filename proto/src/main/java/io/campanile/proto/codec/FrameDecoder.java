package io.campanile.proto.codec;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.protobuf.ProtobufVarint32FrameDecoder;
import java.util.List;

/**
 * Cuts a stream into frames of 1 to {@link Wire#MAX_MESSAGE_BYTES} bytes. An empty one is a fault: no message is empty, and a packet
 * has room for thousands of them.
 */
public final class FrameDecoder extends ProtobufVarint32FrameDecoder {

    /** For one channel. */
    public FrameDecoder() {
        super(Wire.MAX_MESSAGE_BYTES);
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        super.decode(ctx, in, out);
        int last = out.size() - 1;
        if (last >= 0 && out.get(last) instanceof ByteBuf frame && !frame.isReadable()) {
            out.remove(last);
            frame.release();
            throw new CorruptedFrameException("a frame has no bytes");
        }
    }
}
