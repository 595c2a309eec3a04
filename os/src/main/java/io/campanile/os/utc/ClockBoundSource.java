package io.campanile.os.utc;

import io.campanile.core.Units;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * AWS ClockBound, by the shared memory that its daemon writes: version 2 of its protocol. Its times are those of {@code CLOCK_MONOTONIC},
 * which is {@link System#nanoTime} on Linux.
 */
final class ClockBoundSource implements UtcSource {

    private static final Path FILE = Path.of("/var/run/clockbound/shm0");

    // Where things are, in the byte order of the machine.
    private static final int LENGTH = 72;
    private static final int VERSION_AT = 12;
    private static final int GENERATION_AT = 14;
    private static final int AS_OF_AT = 16;
    private static final int VOID_AFTER_AT = 32;
    private static final int BOUND_AT = 48;
    private static final int DRIFT_AT = 64;
    private static final int STATUS_AT = 68;

    private static final int MAGIC_1 = 0x414D5A4E;
    private static final int MAGIC_2 = 0x43420200;
    private static final int VERSION = 2;
    private static final int UNKNOWN = 0;
    private static final int DISRUPTED = 3;

    /** Its time has come to a stand within these, or it is written all the time. */
    private static final int TRIES = 100;

    private final Path file;
    private final LongSupplier monotonic;

    /** That of this machine. */
    ClockBoundSource() {
        this(FILE, System::nanoTime);
    }

    /**
     * The one that writes to this file.
     *
     * @param monotonic the clock that its times are of
     */
    ClockBoundSource(Path file, LongSupplier monotonic) {
        this.file = file;
        this.monotonic = monotonic;
    }

    @Override
    public String name() {
        return "ClockBound";
    }

    @Override
    public Optional<WallError> read() throws IOException {
        ByteBuffer shared = whole();
        if (shared.getShort(VERSION_AT) != VERSION) {
            throw new IOException(
                    "%s is of version %s; only %s is known".formatted(file, shared.getShort(VERSION_AT), VERSION));
        }
        long age = monotonic.getAsLong() - nanos(shared, AS_OF_AT);
        boolean valid = age >= 0 && monotonic.getAsLong() < nanos(shared, VOID_AFTER_AT);
        int status = shared.getInt(STATUS_AT);
        long bound = shared.getLong(BOUND_AT);
        if (!valid || status <= UNKNOWN || status >= DISRUPTED || bound < 0) {
            return Optional.empty();
        }
        double drift = Integer.toUnsignedLong(shared.getInt(DRIFT_AT));
        return Optional.of(new WallError(bound + Units.widening(drift, age), drift));
    }

    /** A copy that was not written to meanwhile: its generation is even, and the same before and after. */
    private ByteBuffer whole() throws IOException {
        for (int i = 0; i < TRIES; i++) {
            ByteBuffer before = copy();
            ByteBuffer after = copy();
            short generation = before.getShort(GENERATION_AT);
            if (generation % 2 == 0 && generation != 0 && generation == after.getShort(GENERATION_AT)) {
                return before;
            }
        }
        throw new IOException(file + " is written to all the time");
    }

    private ByteBuffer copy() throws IOException {
        ByteBuffer copy = ByteBuffer.allocate(LENGTH).order(ByteOrder.nativeOrder());
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.read(copy, 0);
        } catch (NoSuchFileException e) {
            throw new IOException("there is no ClockBound at " + file, e);
        }
        if (copy.hasRemaining() || copy.getInt(0) != MAGIC_1 || copy.getInt(4) != MAGIC_2) {
            throw new IOException(file + " is not ClockBound's");
        }
        return copy;
    }

    private static long nanos(ByteBuffer shared, int at) {
        return shared.getLong(at) * Units.SECOND_NANOS + shared.getLong(at + Long.BYTES);
    }
}
