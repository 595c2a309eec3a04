package io.campanile.proto.seal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-CMAC with a key and a tag of 128 bits each (RFC 4493, NIST SP 800-38B), over the JDK's AES. The JDK has no CMAC of its
 * own; but the last block of AES in CBC mode is one, once the text is padded and its last block masked.
 *
 * <p>Allocates nothing: the caller brings the memory. Not thread-safe.
 */
public final class Cmac {

    /** The length of a key. */
    public static final int KEY_BYTES = 16;

    /** The length of a tag. */
    public static final int TAG_BYTES = 16;

    private static final int BLOCK = 16;

    /** x^128 = x^7 + x^2 + x + 1 in the field that masks are doubled in. */
    private static final long REDUCTION = 0x87;

    private static final byte PADDING = (byte) 0x80;

    /** Numbers in network order. */
    static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final Cipher cipher;

    // What the last block is masked with: K1 and K2 of the RFC, as numbers and not as objects. Of ten thousand keys,
    // what is needed for a tag has left the processor's caches, and each object more is a wait more.
    private final long wholeHigh;
    private final long wholeLow;
    private final long paddedHigh;
    private final long paddedLow;

    // The last tag, with which the cipher goes on.
    private long chainHigh;
    private long chainLow;

    /**
     * With this key.
     *
     * @param key of {@link #KEY_BYTES}; it is not kept
     */
    public Cmac(byte[] key) {
        try {
            cipher = Cipher.getInstance("AES/CBC/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(new byte[BLOCK]));
            byte[] zero = cipher.update(new byte[BLOCK]);
            chainHigh = high(zero, 0);
            chainLow = low(zero, 0);
            wholeHigh = doubledHigh(chainHigh, chainLow);
            wholeLow = doubledLow(chainHigh, chainLow);
            paddedHigh = doubledHigh(wholeHigh, wholeLow);
            paddedLow = doubledLow(wholeHigh, wholeLow);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("no key for AES: it has %s bytes".formatted(key.length), e);
        }
    }

    private static long doubledHigh(long high, long low) {
        return high << 1 | low >>> 63;
    }

    private static long doubledLow(long high, long low) {
        return low << 1 ^ (high >> 63 & REDUCTION);
    }

    private static void mask(byte[] text, int start, long high, long low) {
        LONGS.set(text, start, high(text, start) ^ high);
        LONGS.set(text, start + Long.BYTES, low(text, start) ^ low);
    }

    /** How much memory a text of this length takes. */
    public static int room(int length) {
        return Math.max(BLOCK, (length + BLOCK - 1) / BLOCK * BLOCK);
    }

    /**
     * Computes a tag.
     *
     * @param text begins with the text, and has {@link #room} for its length. It is different afterwards
     * @param out as much memory again, and not the same
     * @return where in {@code out} the tag begins
     */
    public int tag(byte[] text, int length, byte[] out) {
        int room = room(length);
        int last = room - BLOCK;
        if (length == room) {
            mask(text, last, wholeHigh, wholeLow);
        } else {
            text[length] = PADDING;
            for (int i = length + 1; i < room; i++) {
                text[i] = 0;
            }
            mask(text, last, paddedHigh, paddedLow);
        }
        // The cipher goes on from the tag before, which is cheaper than to begin anew. With that tag in its first
        // block, a text is encrypted as if it began with zeros.
        mask(text, 0, chainHigh, chainLow);
        try {
            cipher.update(text, 0, room, out, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES failed on whole blocks", e);
        }
        chainHigh = high(out, last);
        chainLow = low(out, last);
        return last;
    }

    /** The first half of a tag, as a number. */
    static long high(byte[] out, int tag) {
        return (long) LONGS.get(out, tag);
    }

    /** The second half of a tag. */
    static long low(byte[] out, int tag) {
        return (long) LONGS.get(out, tag + Long.BYTES);
    }

    /** A number that nobody can foretell who has no key: the first half of the tag of this text. See {@link #tag}. */
    public long number(byte[] text, int length, byte[] out) {
        return high(out, tag(text, length, out));
    }
}
