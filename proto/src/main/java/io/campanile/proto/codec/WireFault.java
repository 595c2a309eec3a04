package io.campanile.proto.codec;

import com.google.protobuf.InvalidProtocolBufferException;
import io.campanile.core.message.GoodbyeReason;
import io.campanile.proto.tls.TlsFailure;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.TooLongFrameException;

/**
 * What an exception in the pipeline means to the other end.
 *
 * @param reason for the goodbye
 * @param detail one sentence for a person
 */
public record WireFault(GoodbyeReason reason, String detail) {

    /** Whether the other end sent something wrong; otherwise the connection broke, or we did. */
    public static boolean isTheirs(Throwable cause) {
        return cause instanceof DecoderException && !TlsFailure.is(cause);
    }

    /** Names a fault of {@linkplain #isTheirs theirs}. */
    public static WireFault of(Throwable cause) {
        Throwable root = cause.getCause() == null ? cause : cause.getCause();
        if (cause instanceof FloodException) {
            return new WireFault(GoodbyeReason.FLOOD, String.valueOf(cause.getMessage()));
        }
        if (cause instanceof TooLongFrameException) {
            return malformed("a message is longer than the limit of %s bytes".formatted(Wire.MAX_MESSAGE_BYTES));
        }
        if (root instanceof InvalidProtocolBufferException || cause instanceof CorruptedFrameException) {
            return malformed("these bytes are no Campanile message; is this the right port?");
        }
        return malformed(String.valueOf(root.getMessage()));
    }

    private static WireFault malformed(String detail) {
        return new WireFault(GoodbyeReason.MALFORMED, detail);
    }
}
