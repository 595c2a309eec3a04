package io.campanile.proto.socket;

import io.campanile.proto.codec.StampedBy;
import io.netty.buffer.ByteBuf;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;

/** A datagram that the kernel, or a network card, has stamped as it came in. */
public final class StampedPacket extends DatagramPacket {

    private final long arrivedNanos;
    private final StampedBy by;

    /**
     * One that came in.
     *
     * @param arrivedNanos when, by {@link System#nanoTime}; not earlier than it was
     * @param by who has stamped it
     */
    public StampedPacket(
            ByteBuf content, InetSocketAddress recipient, InetSocketAddress sender, long arrivedNanos, StampedBy by) {
        super(content, recipient, sender);
        this.arrivedNanos = arrivedNanos;
        this.by = by;
    }

    /** When it came in, by {@link System#nanoTime}. */
    public long arrivedNanos() {
        return arrivedNanos;
    }

    /** Who has stamped it. */
    public StampedBy by() {
        return by;
    }

    @Override
    public StampedPacket replace(ByteBuf content) {
        return new StampedPacket(content, recipient(), sender(), arrivedNanos, by);
    }
}
