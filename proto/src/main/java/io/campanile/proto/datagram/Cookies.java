package io.campanile.proto.datagram;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Numbers that only somebody who hears what is sent to an address can know: a keyed hash of address, port and nonce, good
 * for ten to twenty seconds. Nothing is kept about those who asked.
 *
 * <p>Thread-safe.
 */
public final class Cookies {

    private static final String ALGORITHM = "HmacSHA256";
    private static final long LIFE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final LongSupplier nanoTime;
    private final ThreadLocal<Mac> mac;

    /** With a new secret. */
    public Cookies() {
        this(System::nanoTime);
    }

    Cookies(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        SecretKeySpec key = new SecretKeySpec(secret, ALGORITHM);
        this.mac = ThreadLocal.withInitial(() -> newMac(key));
    }

    private static Mac newMac(SecretKeySpec key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    /** The cookie for this address and nonce, now; never 0. */
    long of(InetSocketAddress address, long nonce) {
        return of(address, nonce, period());
    }

    /** Whether it was given out to this address for this nonce a short while ago. */
    boolean isValid(long cookie, InetSocketAddress address, long nonce) {
        long period = period();
        return cookie == of(address, nonce, period) || cookie == of(address, nonce, period - 1);
    }

    private long period() {
        return Math.floorDiv(nanoTime.getAsLong(), LIFE_NANOS);
    }

    private long of(InetSocketAddress address, long nonce, long period) {
        byte[] host = address.getAddress().getAddress();
        ByteBuffer text = ByteBuffer.allocate(host.length + Integer.BYTES + 2 * Long.BYTES)
                .put(host)
                .putInt(address.getPort())
                .putLong(nonce)
                .putLong(period);
        long cookie = ByteBuffer.wrap(mac.get().doFinal(text.array())).getLong();
        return cookie == 0 ? 1 : cookie;
    }
}
