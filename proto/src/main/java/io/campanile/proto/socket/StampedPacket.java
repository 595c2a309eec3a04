package io.campanile.proto.socket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;

/** A datagram that the kernel has stamped as it came in. */
public final class StampedPacket extends DatagramPacket {

    private final long arrivedNanos;

    /**
     * One that came in.
     *
     * @param arrivedNanos when, by {@link System#nanoTime}; not earlier than it was
     */
    public StampedPacket(ByteBuf content, InetSocketAddress recipient, InetSocketAddress sender, long arrivedNanos) {
        super(content, recipient, sender);
        this.arrivedNanos = arrivedNanos;
    }

    /** When it came in, by {@link System#nanoTime}. */
    public long arrivedNanos() {
        return arrivedNanos;
    }

    @Override
    public StampedPacket replace(ByteBuf content) {
        return new StampedPacket(content, recipient(), sender(), arrivedNanos);
    }
}
