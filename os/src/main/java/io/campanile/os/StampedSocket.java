package io.campanile.os;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A socket of which the kernel stamps all that it receives and sends, and a network card beside it, if one is wanted. A stamp of a departure is there as soon as the datagram is with
 * the network's driver: most often before the call that sends it returns.
 *
 * <p>Not thread-safe.
 */
final class StampedSocket {

    private static final int STAMPS_PER_READ = 64;

    // SOF_TIMESTAMPING_…
    private static final int TX_HARDWARE = 1;
    private static final int TX_SOFTWARE = 1 << 1;
    private static final int RX_HARDWARE = 1 << 2;
    private static final int RX_SOFTWARE = 1 << 3;
    private static final int SOFTWARE = 1 << 4;
    private static final int RAW_HARDWARE = 1 << 6;

    /** Each stamp of a departure says which datagram it belongs to, */
    private static final int OPT_ID = 1 << 7;

    /** and does not bring the datagram back. */
    private static final int OPT_TSONLY = 1 << 11;

    /** The kernel tells its stamp of a departure though a card is about to tell its own, too. */
    private static final int OPT_TX_SWHW = 1 << 14;

    /** The kernel stamps what comes in. */
    static final int ARRIVALS = RX_SOFTWARE | SOFTWARE;

    private final Socket socket;
    private final int arrivals;
    private final int both;
    private final Inbox stamps = new Inbox(STAMPS_PER_READ, 0);
    private final Departures departures = new Departures();
    private final PairedStamps pairs;
    private final StampBudget budget;
    private final boolean hasCard;
    private boolean stamping;

    /**
     * Opens one.
     *
     * @param bufferBytes how many bytes may wait in the kernel each way; 0 for the system's default
     * @param sharesPort whether other sockets of this process listen on the same port
     * @param always whether departures are stamped however many there are
     * @param card the network card's clock; null without one
     * @param unpaired is told when the card has not stamped a datagram, or not well
     * @throws IOException if the kernel gives no such socket
     */
    StampedSocket(int bufferBytes, boolean sharesPort, boolean always, @Nullable LongSupplier card, Runnable unpaired)
            throws IOException {
        hasCard = card != null;
        arrivals = ARRIVALS | (hasCard ? RX_HARDWARE | RAW_HARDWARE : 0);
        both = arrivals | TX_SOFTWARE | OPT_ID | OPT_TSONLY | (hasCard ? TX_HARDWARE | OPT_TX_SWHW : 0);
        budget = new StampBudget(always, System.nanoTime());
        pairs = new PairedStamps(
                StampClock.ofWall(), card == null ? null : StampClock.ofCard(System::nanoTime, card), unpaired);
        socket = Socket.newSocketDgram();
        try {
            if (bufferBytes > 0) {
                socket.setReceiveBufferSize(bufferBytes);
                socket.setSendBufferSize(bufferBytes);
            }
            socket.setReusePort(sharesPort);
            stamp(true);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Netty's view of it. */
    Socket socket() {
        return socket;
    }

    /** Everything that comes in is stamped; what goes out is, too, and is numbered from 0, if departures are worth it. */
    private void stamp(boolean departing) throws IOException {
        socket.setIntOpt(Inbox.SOL_SOCKET, Inbox.SO_TIMESTAMPING, arrivals);
        if (departing) {
            socket.setIntOpt(Inbox.SOL_SOCKET, Inbox.SO_TIMESTAMPING, both);
        }
        takeDepartures();
        departures.restart();
        stamping = departing;
    }

    /** Whether the next datagram is stamped as it leaves. */
    boolean stampsDepartures() {
        return stamping;
    }

    /**
     * Brings in what waits.
     *
     * @return how many datagrams
     */
    int receive(Inbox inbox) throws IOException {
        int count = inbox.receive(socket.intValue(), 0);
        if (count > 0) {
            pairs.look();
        }
        return count;
    }

    /** When a datagram that was just received came in, by {@link System#nanoTime}; {@link StampClock#NONE} if that is not known. */
    long arrivalNanos(Inbox inbox, int i) {
        return pairs.arrivalNanos(inbox.stampNanos(i), inbox.cardStampNanos(i));
    }

    /** Whether the card has stamped the arrival that was asked for last. */
    boolean byCard() {
        return pairs.byCard();
    }

    /**
     * Sends a datagram.
     *
     * @param left gets the time when it left, by {@link System#nanoTime}; null if nobody wants to know
     * @return why it was not sent; null if it was
     * @throws IOException if the socket cannot be used any more
     */
    @Nullable
    IOException send(ByteBuf content, InetSocketAddress to, @Nullable LongConsumer left, ByteBufAllocator allocator)
            throws IOException {
        long now = System.nanoTime();
        boolean covered = budget.covers(now);
        if (covered != stamping) {
            stamp(covered);
        }
        IOException failure = send(content, to, allocator);
        if (failure != null) {
            // Whether the kernel has counted it, nobody knows.
            stamp(stamping);
        } else if (stamping) {
            departures.sent(left, now);
        }
        return failure;
    }

    private @Nullable IOException send(ByteBuf content, InetSocketAddress to, ByteBufAllocator allocator) {
        boolean direct = content.isDirect() && content.nioBufferCount() == 1;
        ByteBuf memory = direct
                ? content.retain()
                : allocator
                        .directBuffer(content.readableBytes())
                        .writeBytes(content, content.readerIndex(), content.readableBytes());
        try {
            ByteBuffer bytes = memory.internalNioBuffer(memory.readerIndex(), memory.readableBytes());
            int sent = socket.sendTo(bytes, bytes.position(), bytes.limit(), to.getAddress(), to.getPort());
            return sent > 0 ? null : new IOException("the socket's buffer is full");
        } catch (IOException e) {
            return e;
        } finally {
            memory.release();
        }
    }

    /** Takes the stamps of what has left out of the queue of errors, where they take room of what comes in, and tells who waits. */
    void takeDepartures() throws IOException {
        int count;
        do {
            count = stamps.receive(socket.intValue(), Libc.MSG_ERRQUEUE);
            if (count > 0) {
                pairs.look();
            }
            for (int i = 0; i < count; i++) {
                takeDeparture(stamps.departed(i), stamps.stampNanos(i), stamps.cardStampNanos(i));
            }
        } while (count == STAMPS_PER_READ);
    }

    private void takeDeparture(long number, long kernelStamp, long cardStamp) {
        long soonest = number == Inbox.NONE ? Departures.NOBODY : departures.soonestNanos(number);
        if (soonest == Departures.NOBODY) {
            return;
        }
        boolean ofCard = cardStamp != Inbox.NONE;
        long left = ofCard ? pairs.departureNanos(cardStamp, soonest) : pairs.departureNanos(kernelStamp);
        if (left != StampClock.NONE) {
            departures.left(number, left, ofCard || !hasCard);
        }
    }
}
