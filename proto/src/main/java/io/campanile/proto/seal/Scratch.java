package io.campanile.proto.seal;

import io.campanile.proto.codec.Wire;
import io.netty.buffer.ByteBuf;

/** Memory to compute tags in. Not thread-safe: each event loop has its own, and uses it for one datagram at a time. */
public final class Scratch {

    private static final int BYTES = Cmac.room(Seal.HEADER_BYTES + Wire.MAX_MESSAGE_BYTES);

    final byte[] text = new byte[BYTES];
    final byte[] out = new byte[BYTES];

    /** Copies what is to be tagged. */
    byte[] take(ByteBuf datagram, int length) {
        datagram.getBytes(datagram.readerIndex(), text, 0, length);
        return text;
    }
}
