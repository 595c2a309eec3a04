package io.campanile.os;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Memory for the datagrams that one system call brings in, and for what the kernel says of each: {@code struct mmsghdr} and what it
 * points to, as 64-bit Linux lays them out (recvmmsg(2), recvmsg(2), cmsg(3), and the kernel's documentation of timestamping).
 *
 * <p>Not thread-safe. What one call brought is there until the next one.
 */
final class Inbox {

    /** There is no such thing in this datagram. */
    static final long NONE = -1;

    private static final int HEADER_BYTES = 64;
    private static final int VECTOR_BYTES = 16;
    private static final int NAME_BYTES = 32;
    private static final int CONTROL_BYTES = 256;

    // In a header.
    private static final int NAME_LENGTH = 8;
    private static final int CONTROL_LENGTH = 40;
    private static final int FLAGS = 48;
    private static final int RECEIVED = 56;

    private static final int AF_INET = 2;
    private static final int SOL_IP = 0;
    private static final int SOL_IPV6 = 41;
    private static final int IP_RECVERR = 11;
    private static final int IPV6_RECVERR = 25;

    /** The level of the option below, and of its control message. */
    static final int SOL_SOCKET = 1;

    /** Both the option and the type of the control message. */
    static final int SO_TIMESTAMPING = 37;

    /** Where a card's time stands in such a message: it is the last of three, of which the kernel's is the first. */
    private static final int OF_CARD = 32;

    private static final int ORIGIN_TIMESTAMPING = 4;
    private static final int CONTROL_HEADER_BYTES = 16;
    private static final long SECOND_NANOS = 1_000_000_000L;

    private final int most;
    private final int payloadBytes;
    private final Memory memory;
    private final ByteBuffer view;
    private final int names;
    private final int controls;
    private final int payloads;

    /**
     * Room for so many.
     *
     * @param payloadBytes of a longer datagram only so much is kept; 0 where the payload does not matter
     */
    Inbox(int most, int payloadBytes) {
        this.most = most;
        this.payloadBytes = payloadBytes;
        int vectors = most * HEADER_BYTES;
        this.names = vectors + most * VECTOR_BYTES;
        this.controls = names + most * NAME_BYTES;
        this.payloads = controls + most * CONTROL_BYTES;
        this.memory = new Memory(payloads + (long) most * payloadBytes);
        memory.clear();
        this.view = memory.getByteBuffer(0, memory.size()).order(ByteOrder.nativeOrder());
        long base = Pointer.nativeValue(memory);
        for (int i = 0; i < most; i++) {
            int header = i * HEADER_BYTES;
            int vector = vectors + i * VECTOR_BYTES;
            view.putLong(header, base + names + (long) i * NAME_BYTES);
            view.putLong(header + 16, base + vector);
            view.putLong(header + 24, 1);
            view.putLong(header + 32, base + controls + (long) i * CONTROL_BYTES);
            view.putLong(vector, base + payloads + (long) i * payloadBytes);
            view.putLong(vector + 8, payloadBytes);
        }
    }

    /** How many one call brings in at most. */
    int most() {
        return most;
    }

    /**
     * Brings in what waits, as much as there is room for.
     *
     * @return how many; 0 if nothing waits
     */
    int receive(int socket, int flags) throws IOException {
        for (int i = 0; i < most; i++) {
            int header = i * HEADER_BYTES;
            view.putInt(header + NAME_LENGTH, NAME_BYTES);
            view.putLong(header + CONTROL_LENGTH, CONTROL_BYTES);
            view.putInt(header + FLAGS, 0);
        }
        int count = Libc.recvmmsg(socket, Pointer.nativeValue(memory), most, flags | Libc.MSG_DONTWAIT, 0);
        if (count >= 0) {
            return count;
        }
        int error = Native.getLastError();
        if (error == Libc.EAGAIN || error == Libc.EINTR) {
            return 0;
        }
        throw new IOException("recvmmsg ended with error number " + error);
    }

    /** How many bytes were brought in; of a longer datagram, only those that are kept. */
    int length(int i) {
        return Math.min(payloadBytes, view.getInt(i * HEADER_BYTES + RECEIVED));
    }

    /** A copy of a datagram. */
    ByteBuf payload(int i, ByteBufAllocator allocator) {
        int length = length(i);
        int start = payloads + i * payloadBytes;
        return allocator.buffer(length).writeBytes(view.slice(start, length));
    }

    /** Where a datagram came from. */
    InetSocketAddress sender(int i) {
        int name = names + i * NAME_BYTES;
        // In the network's order, whatever this machine's is.
        int port = Byte.toUnsignedInt(view.get(name + 2)) << 8 | Byte.toUnsignedInt(view.get(name + 3));
        return new InetSocketAddress(address(name), port);
    }

    private InetAddress address(int name) {
        try {
            if (view.getShort(name) == AF_INET) {
                return InetAddress.getByAddress(bytes(name + 4, 4));
            }
            byte[] address = bytes(name + 8, 16);
            int scope = view.getInt(name + 24);
            // An IPv4 address that comes as an IPv6 address is one of IPv4 here.
            return scope == 0 ? InetAddress.getByAddress(address) : Inet6Address.getByAddress(null, address, scope);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of 4 or 16 bytes is none", e);
        }
    }

    private byte[] bytes(int start, int length) {
        byte[] bytes = new byte[length];
        view.get(start, bytes);
        return bytes;
    }

    /** When the kernel stamped a datagram, in nanoseconds of the wall clock since 1970; {@link #NONE} if it did not. */
    long stampNanos(int i) {
        return stampNanos(i, 0);
    }

    /** When a network card stamped a datagram, in nanoseconds of its own clock; {@link #NONE} if none did. */
    long cardStampNanos(int i) {
        return stampNanos(i, OF_CARD);
    }

    private long stampNanos(int i, int which) {
        int data = control(i, SOL_SOCKET, SO_TIMESTAMPING);
        long nanos = data < 0 ? 0 : view.getLong(data + which) * SECOND_NANOS + view.getLong(data + which + 8);
        return nanos == 0 ? NONE : nanos;
    }

    /** Which datagram that was sent, from 0, a message from the queue of errors is about; {@link #NONE} if it is about none. */
    long departed(int i) {
        int ip = control(i, SOL_IP, IP_RECVERR);
        int error = ip < 0 ? control(i, SOL_IPV6, IPV6_RECVERR) : ip;
        return error < 0 || view.get(error + 4) != ORIGIN_TIMESTAMPING
                ? NONE
                : Integer.toUnsignedLong(view.getInt(error + 12));
    }

    /** Where the data of such a control message are; -1 if there is none. */
    private int control(int i, int level, int type) {
        int at = controls + i * CONTROL_BYTES;
        long end = at + Math.min(CONTROL_BYTES, view.getLong(i * HEADER_BYTES + CONTROL_LENGTH));
        while (at + CONTROL_HEADER_BYTES <= end) {
            long length = view.getLong(at);
            if (length < CONTROL_HEADER_BYTES || at + length > end) {
                return -1;
            }
            if (view.getInt(at + 8) == level && view.getInt(at + 12) == type) {
                return at + CONTROL_HEADER_BYTES;
            }
            at += (int) (length + 7 & ~7);
        }
        return -1;
    }
}
