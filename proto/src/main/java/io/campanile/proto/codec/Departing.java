package io.campanile.proto.codec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.DefaultByteBufHolder;
import java.util.function.LongSupplier;

/** A message on its way to the wire, of which somebody wants to know when it left. */
public final class Departing extends DefaultByteBufHolder {

    private final Listener listener;

    /** Wants to know when a message left. */
    @FunctionalInterface
    public interface Listener {

        /**
         * It has left. The channel's event loop says so once, or once more when a network card knows it better; never, where the kernel
         * gives no stamp.
         *
         * @param agoNanos how long ago; at no moment more than it was
         */
        void left(LongSupplier agoNanos);
    }

    /** Takes the message over. */
    Departing(ByteBuf message, Listener listener) {
        super(message);
        this.listener = listener;
    }

    /** Who wants to know. */
    public Listener listener() {
        return listener;
    }

    @Override
    public Departing replace(ByteBuf message) {
        return new Departing(message, listener);
    }
}
