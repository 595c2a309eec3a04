package io.campanile.proto.socket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.util.function.LongConsumer;

/** A datagram of which somebody wants to know when it left, if the kernel tells. */
public final class DepartingPacket extends DatagramPacket {

    private final LongConsumer left;

    /**
     * One that is to go out.
     *
     * @param left gets the time, by {@link System#nanoTime}, on the socket's event loop; not later than it was, and perhaps a later
     *     one after that
     */
    public DepartingPacket(ByteBuf content, InetSocketAddress recipient, LongConsumer left) {
        super(content, recipient);
        this.left = left;
    }

    /** Who wants to know. */
    public LongConsumer left() {
        return left;
    }

    @Override
    public DepartingPacket replace(ByteBuf content) {
        return new DepartingPacket(content, recipient(), left);
    }
}
