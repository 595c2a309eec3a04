package io.campanile.proto.codec;

import io.netty.handler.codec.DecoderException;

/** The other end sends far more than it may. The message says of what, as a sentence for it. */
final class FloodException extends DecoderException {

    private static final long serialVersionUID = 1;

    FloodException(String message) {
        super(message);
    }
}
