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

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final Cipher cipher;
    private final Mask whole;
    private final Mask padded;

    /**
     * With this key.
     *
     * @param key of {@link #KEY_BYTES}; it is not kept
     */
    public Cmac(byte[] key) {
        try {
            cipher = Cipher.getInstance("AES/CBC/NoPadding");
            // Each tag ends a chain, and the next one begins with zeros again.
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(new byte[BLOCK]));
            byte[] zero = cipher.doFinal(new byte[BLOCK]);
            whole = new Mask((long) LONGS.get(zero, 0), (long) LONGS.get(zero, Long.BYTES)).doubled();
            padded = whole.doubled();
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("no key for AES: it has %d bytes".formatted(key.length), e);
        }
    }

    /** What the last block is masked with: K1 and K2 of the RFC. */
    private record Mask(long high, long low) {

        Mask doubled() {
            long carry = high >> 63 & REDUCTION;
            return new Mask(high << 1 | low >>> 63, low << 1 ^ carry);
        }

        void applyTo(byte[] text, int start) {
            LONGS.set(text, start, (long) LONGS.get(text, start) ^ high);
            LONGS.set(text, start + Long.BYTES, (long) LONGS.get(text, start + Long.BYTES) ^ low);
        }
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
            whole.applyTo(text, last);
        } else {
            text[length] = PADDING;
            for (int i = length + 1; i < room; i++) {
                text[i] = 0;
            }
            padded.applyTo(text, last);
        }
        try {
            cipher.doFinal(text, 0, room, out, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES failed on whole blocks", e);
        }
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
