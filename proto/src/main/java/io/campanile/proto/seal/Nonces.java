package io.campanile.proto.seal;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.function.LongSupplier;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Numbers that nobody can foretell, a thousand for the price of one question to {@link SecureRandom}: the key stream of AES
 * in counter mode (NIST SP 800-38A, 6.5) under a key of its own.
 *
 * <p>Not thread-safe: each event loop has its own.
 */
public final class Nonces implements LongSupplier {

    private static final int KEY_BYTES = 16;
    private static final int AT_ONCE = 128;
    private static final byte[] ZEROS = new byte[AT_ONCE * Long.BYTES];

    private final Cipher stream;
    private final byte[] ahead = new byte[ZEROS.length];
    private int next = ahead.length;

    /** With a key that nobody knows. */
    public Nonces() {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        try {
            stream = Cipher.getInstance("AES/CTR/NoPadding");
            stream.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(new byte[KEY_BYTES]));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES in counter mode", e);
        }
    }

    /** The next one: in no way a function of those before, for anybody who has not the key. */
    @Override
    public long getAsLong() {
        if (next == ahead.length) {
            refill();
        }
        long number = Cmac.high(ahead, next);
        next += Long.BYTES;
        return number;
    }

    private void refill() {
        try {
            // The stream goes on from here the next time.
            stream.update(ZEROS, 0, ZEROS.length, ahead, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES in counter mode failed", e);
        }
        next = 0;
    }
}
