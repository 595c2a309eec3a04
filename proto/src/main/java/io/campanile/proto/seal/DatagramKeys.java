package io.campanile.proto.seal;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * What a slave and a master share to prove their datagrams to each other: a name for it, and a key for each direction. They
 * travel over TLS only.
 *
 * <p>Immutable. Its text shows no key.
 */
public final class DatagramKeys {

    /** For how long keys are good: two hours. They are renewed after half of that. */
    public static final long VALID_NANOS = TimeUnit.HOURS.toNanos(2);

    private final long id;
    private final byte[] toMaster;
    private final byte[] toSlave;
    private final long validForNanos;

    /**
     * Keys as they came.
     *
     * @param id their name, which every datagram carries; not 0
     * @param toMaster of {@link Cmac#KEY_BYTES}; what the slave says is tagged with it
     * @param toSlave of {@link Cmac#KEY_BYTES}; what the master says is tagged with it
     * @param validForNanos for how long from now; a minute to a day
     * @throws IllegalArgumentException naming what is out of its range
     */
    public DatagramKeys(long id, byte[] toMaster, byte[] toSlave, long validForNanos) {
        if (id == 0) {
            throw new IllegalArgumentException("the key id is 0");
        }
        if (toMaster.length != Cmac.KEY_BYTES || toSlave.length != Cmac.KEY_BYTES) {
            throw new IllegalArgumentException("a datagram key has %s and %s bytes; it must have %s"
                    .formatted(toMaster.length, toSlave.length, Cmac.KEY_BYTES));
        }
        if (validForNanos < TimeUnit.MINUTES.toNanos(1) || validForNanos > TimeUnit.DAYS.toNanos(1)) {
            throw new IllegalArgumentException(
                    "the keys are good for %s ns; it must be a minute to a day".formatted(validForNanos));
        }
        this.id = id;
        this.toMaster = toMaster.clone();
        this.toSlave = toSlave.clone();
        this.validForNanos = validForNanos;
    }

    /** New ones, good for {@link #VALID_NANOS}. */
    public static DatagramKeys random(SecureRandom random) {
        byte[] toMaster = new byte[Cmac.KEY_BYTES];
        byte[] toSlave = new byte[Cmac.KEY_BYTES];
        random.nextBytes(toMaster);
        random.nextBytes(toSlave);
        long id = random.nextLong();
        return new DatagramKeys(id == 0 ? 1 : id, toMaster, toSlave, VALID_NANOS);
    }

    /** Their name. */
    public long id() {
        return id;
    }

    /** What the slave says is tagged with it. */
    public byte[] toMaster() {
        return toMaster.clone();
    }

    /** What the master says is tagged with it. */
    public byte[] toSlave() {
        return toSlave.clone();
    }

    /** For how long they are good. */
    public long validForNanos() {
        return validForNanos;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "keys %016x", id);
    }
}
