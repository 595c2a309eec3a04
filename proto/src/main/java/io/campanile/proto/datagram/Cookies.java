package io.campanile.proto.datagram;

import io.campanile.proto.seal.Cmac;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Numbers that only somebody who hears what is sent to an address can know: a keyed hash of address, port and nonce, good
 * for ten to twenty seconds. Nothing is kept about those who asked.
 *
 * <p>Thread-safe.
 */
public final class Cookies {

    private static final long LIFE_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** An IPv6 address, a port, a nonce and a period. */
    private static final int LONGEST = Cmac.room(16 + Integer.BYTES + 2 * Long.BYTES);

    private final LongSupplier nanoTime;
    private final ThreadLocal<Hash> hash;

    /** What one thread needs to compute them. */
    private static final class Hash {

        private final Cmac cmac;
        private final byte[] text = new byte[LONGEST];
        private final byte[] out = new byte[LONGEST];

        Hash(byte[] secret) {
            cmac = new Cmac(secret);
        }
    }

    /** With a new secret. */
    public Cookies() {
        this(System::nanoTime);
    }

    Cookies(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        byte[] secret = new byte[Cmac.KEY_BYTES];
        new SecureRandom().nextBytes(secret);
        this.hash = ThreadLocal.withInitial(() -> new Hash(secret));
    }

    /** The cookie for this address and nonce, now; never 0. */
    long of(InetSocketAddress address, long nonce) {
        return of(address, nonce, period());
    }

    /** Whether it was given out to this address for this nonce a short while ago. One that is 0 costs nothing. */
    boolean isValid(long cookie, InetSocketAddress address, long nonce) {
        if (cookie == 0) {
            return false;
        }
        long period = period();
        boolean fromThisOne = (cookie & 1) == (period & 1);
        return cookie == of(address, nonce, fromThisOne ? period : period - 1);
    }

    private long period() {
        return Math.floorDiv(nanoTime.getAsLong(), LIFE_NANOS);
    }

    /** Its last bit tells whether it is of an even period, so that one hash is enough to check it. */
    private long of(InetSocketAddress address, long nonce, long period) {
        Hash by = hash.get();
        ByteBuffer text = ByteBuffer.wrap(by.text)
                .put(address.getAddress().getAddress())
                .putInt(address.getPort())
                .putLong(nonce)
                .putLong(period);
        long number = by.cmac.number(by.text, text.position(), by.out);
        long cookie = (number & ~1L) | (period & 1);
        return cookie == 0 ? 2 : cookie;
    }
}
