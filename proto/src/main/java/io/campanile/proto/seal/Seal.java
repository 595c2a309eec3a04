package io.campanile.proto.seal;

import io.campanile.proto.tls.PeerNames;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/**
 * One end's use of a pair of keys: seals what goes out and opens what comes in. A sealed datagram is
 *
 * <pre>
 * mark (1 byte) | key id (8) | counter (8) | envelope | tag (16)
 * </pre>
 *
 * with its numbers in network order, and a tag over all that is before it. No envelope begins with the mark. A counter is
 * used once in each direction; {@link ReplayWindow} says which ones still count.
 *
 * <p>Thread-safe: a slave that moves may be heard by another event loop of its master.
 */
public final class Seal {

    /** No envelope begins with this: a protobuf field 0, which does not exist. */
    public static final byte MARK = 1;

    /** What comes before the envelope. */
    public static final int HEADER_BYTES = 1 + 2 * Long.BYTES;

    /** By how much a sealed envelope is longer. */
    public static final int OVERHEAD_BYTES = HEADER_BYTES + Cmac.TAG_BYTES;

    private static final int ID_AT = 1;
    private static final int COUNTER_AT = ID_AT + Long.BYTES;

    private final long id;
    private final PeerNames owner;
    private final Cmac out;
    private final Cmac in;
    private final ReplayWindow window = new ReplayWindow();
    private final long goodUntilNanos;
    private long counter;

    /** What became of a datagram that was to be opened. */
    public enum Opening {
        /** It is from the other end, and new. */
        GOOD,
        /** It was altered on its way, or made by somebody without the key. */
        FORGED,
        /** It has been seen, or it is so old that nobody can tell. */
        REPLAYED,
        /** These keys are over. */
        EXPIRED
    }

    private Seal(long id, PeerNames owner, byte[] out, byte[] in, long goodUntilNanos) {
        this.id = id;
        this.owner = owner;
        this.out = new Cmac(out);
        this.in = new Cmac(in);
        this.goodUntilNanos = goodUntilNanos;
    }

    /**
     * The master's.
     *
     * @param slave who has them, as its certificate says
     * @param nowNanos by a monotonic clock, as all times of this object
     */
    public static Seal ofMaster(DatagramKeys keys, PeerNames slave, long nowNanos) {
        return new Seal(keys.id(), slave, keys.toSlave(), keys.toMaster(), nowNanos + keys.validForNanos());
    }

    /**
     * The slave's.
     *
     * @param master who has given them, as its certificate says
     * @param nowNanos by a monotonic clock, as all times of this object
     */
    public static Seal ofSlave(DatagramKeys keys, PeerNames master, long nowNanos) {
        return new Seal(keys.id(), master, keys.toMaster(), keys.toSlave(), nowNanos + keys.validForNanos());
    }

    /** The name of its keys. */
    public long id() {
        return id;
    }

    /** Tells who is at the other end. */
    public PeerNames owner() {
        return owner;
    }

    /** Whether its keys are over. */
    public boolean isOver(long nowNanos) {
        return nowNanos - goodUntilNanos >= 0;
    }

    /** Whether a datagram is a sealed one, judged by how it begins. */
    public static boolean isSealed(ByteBuf datagram) {
        return datagram.readableBytes() > OVERHEAD_BYTES && datagram.getByte(datagram.readerIndex()) == MARK;
    }

    /** The name of the keys that a sealed datagram claims. */
    public static long idOf(ByteBuf datagram) {
        return datagram.getLong(datagram.readerIndex() + ID_AT);
    }

    /**
     * Seals an envelope.
     *
     * @param envelope stays the caller's
     * @return the datagram
     */
    public synchronized ByteBuf seal(ByteBuf envelope, ByteBufAllocator memory, Scratch scratch) {
        int length = HEADER_BYTES + envelope.readableBytes();
        byte[] text = scratch.text;
        text[0] = MARK;
        Cmac.LONGS.set(text, ID_AT, id);
        Cmac.LONGS.set(text, COUNTER_AT, ++counter);
        envelope.getBytes(envelope.readerIndex(), text, HEADER_BYTES, envelope.readableBytes());
        ByteBuf datagram = memory.ioBuffer(length + Cmac.TAG_BYTES).writeBytes(text, 0, length);
        int tag = out.tag(text, length, scratch.out);
        return datagram.writeBytes(scratch.out, tag, Cmac.TAG_BYTES);
    }

    /**
     * Opens a sealed datagram, in a time that does not tell how much of its tag is right.
     *
     * @param datagram one that {@link #isSealed}, with the {@linkplain #idOf name} of these keys, of at most the longest
     *     message and {@link #OVERHEAD_BYTES}; it stays the caller's, as it is. If it is good, its envelope lies between header
     *     and tag
     */
    public synchronized Opening open(ByteBuf datagram, long nowNanos, Scratch scratch) {
        if (isOver(nowNanos)) {
            return Opening.EXPIRED;
        }
        int start = datagram.readerIndex();
        long number = datagram.getLong(start + COUNTER_AT);
        if (!window.isNew(number)) {
            return Opening.REPLAYED;
        }
        int length = datagram.readableBytes() - Cmac.TAG_BYTES;
        int tag = in.tag(scratch.take(datagram, length), length, scratch.out);
        long wrong = (datagram.getLong(start + length) ^ Cmac.high(scratch.out, tag))
                | (datagram.getLong(start + length + Long.BYTES) ^ Cmac.low(scratch.out, tag));
        if (wrong != 0) {
            return Opening.FORGED;
        }
        window.add(number);
        return Opening.GOOD;
    }
}
