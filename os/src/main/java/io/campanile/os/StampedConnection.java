package io.campanile.os;

import io.campanile.proto.codec.ChannelStamps;
import io.campanile.proto.codec.StampedBy;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.IntegerUnixChannelOption;
import io.netty.util.UncheckedBooleanSupplier;

/**
 * The kernel's stamps of what comes in over a TCP connection. Netty reads the bytes and not their stamp. So this looks at them just before,
 * as Netty asks for memory to read into, and leaves them where they are.
 *
 * <p>Guarantee: an arrival is never early. The stamp is that of the last bytes that were looked at; where more has come in before
 * they were read, it does not count, and the program's does.
 *
 * <p>Not thread-safe: the connection's event loop owns it.
 */
@SuppressWarnings("deprecation") // the kind of handle that Netty's own sockets ask for
final class StampedConnection implements ChannelStamps, RecvByteBufAllocator {

    private static final IntegerUnixChannelOption STAMPING =
            new IntegerUnixChannelOption("SO_TIMESTAMPING", Inbox.SOL_SOCKET, Inbox.SO_TIMESTAMPING);

    private final EpollSocketChannel connection;
    private final RecvByteBufAllocator memory;
    private final boolean always;
    private long arrivedNanos = StampClock.NONE;

    private StampedConnection(EpollSocketChannel connection, boolean always) {
        this.connection = connection;
        this.memory = connection.config().getRecvByteBufAllocator();
        this.always = always;
    }

    /**
     * Has the kernel stamp what comes in.
     *
     * @param always whether the stamps are looked at however many there are
     * @return what is known of them; throws {@link io.netty.channel.ChannelException} if the kernel refuses
     */
    static StampedConnection of(EpollSocketChannel connection, boolean always) {
        connection.config().setOption(STAMPING, StampedSocket.ARRIVALS);
        StampedConnection stamped = new StampedConnection(connection, always);
        connection.config().setRecvByteBufAllocator(stamped);
        return stamped;
    }

    @Override
    public long waitedNanos() {
        return arrivedNanos == StampClock.NONE ? 0 : Math.max(0, System.nanoTime() - arrivedNanos);
    }

    @Override
    public StampedBy arrivalBy() {
        return arrivedNanos == StampClock.NONE ? StampedBy.PROGRAM : StampedBy.KERNEL;
    }

    @Override
    public boolean stampsDepartures() {
        return false;
    }

    @Override
    public Handle newHandle() {
        return new Looking((ExtendedHandle) memory.newHandle());
    }

    /** Looks before each read. */
    private final class Looking extends DelegatingHandle implements ExtendedHandle {

        private final ExtendedHandle reading;
        private int seen;

        Looking(ExtendedHandle reading) {
            super(reading);
            this.reading = reading;
        }

        @Override
        public ByteBuf allocate(ByteBufAllocator allocator) {
            Glance glance = Glance.ofThisThread();
            seen = glance.at(connection.fd().intValue(), always);
            arrivedNanos = glance.arrivedNanos();
            return super.allocate(allocator);
        }

        @Override
        public void lastBytesRead(int bytes) {
            if (bytes != seen) {
                arrivedNanos = StampClock.NONE;
            }
            super.lastBytesRead(bytes);
        }

        @Override
        public boolean continueReading(UncheckedBooleanSupplier maybeMore) {
            return reading.continueReading(maybeMore);
        }
    }
}
