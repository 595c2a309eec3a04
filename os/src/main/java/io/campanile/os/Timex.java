package io.campanile.os;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.io.IOException;

/**
 * The structure through which Linux tells how it keeps the wall clock, and is told ({@code struct timex} of {@code adjtimex(2)}), as it is laid
 * out on 64-bit machines. Frequencies are in 2^-16 ppm, as the kernel has them; errors in microseconds.
 *
 * <p>{@link #call} with modes of 0 only reads. Any other needs {@code CAP_SYS_TIME}, and moves the machine's clock.
 *
 * <p>Not thread-safe.
 */
public final class Timex {

    /** Modes: what the kernel is to take over. */
    public static final int ADJ_FREQUENCY = 0x0002;

    /** The maximum error. */
    public static final int ADJ_MAXERROR = 0x0004;

    /** The estimated error. */
    public static final int ADJ_ESTERROR = 0x0008;

    /** The flags of the status. */
    public static final int ADJ_STATUS = 0x0010;

    /** Adds the time to the clock. */
    public static final int ADJ_SETOFFSET = 0x0100;

    /** The time has nanoseconds. */
    public static final int ADJ_NANO = 0x2000;

    /** The length of a tick. */
    public static final int ADJ_TICK = 0x4000;

    /** A flag of the status: nobody keeps the clock synchronized. */
    public static final int STA_UNSYNC = 0x0040;

    /** Frequencies are whole multiples of this many ppb. */
    public static final double FREQUENCY_PPB = 1000.0 / (1 << 16);

    private static final int BYTES = 208;
    private static final int MODES = 0;
    private static final int FREQUENCY = 16;
    private static final int MAX_ERROR = 24;
    private static final int EST_ERROR = 32;
    private static final int STATUS = 40;
    private static final int SECONDS = 72;
    private static final int FRACTION = 80;
    private static final int TICK = 88;

    private final Memory memory = new Memory(BYTES);

    /** Everything is 0. */
    public Timex() {
        memory.clear();
    }

    /**
     * Has the kernel take over what the modes name, and tell everything that it has then.
     *
     * @throws IOException with the kernel's reason, if it refuses
     */
    public void call(int modes) throws IOException {
        memory.setInt(MODES, modes);
        if (Libc.clock_adjtime(Libc.CLOCK_REALTIME, Pointer.nativeValue(memory)) < 0) {
            int error = Native.getLastError();
            throw new IOException(
                    switch (error) {
                        case Libc.EPERM -> "it is not permitted (EPERM)";
                        case Libc.EINVAL -> "it takes no such value (EINVAL)";
                        default -> "error " + error;
                    });
        }
    }

    /** By how much the clock is made to run fast. */
    public long frequency() {
        return memory.getLong(FREQUENCY);
    }

    /** For {@link #ADJ_FREQUENCY}. */
    public void frequency(long scaled) {
        memory.setLong(FREQUENCY, scaled);
    }

    /** How far the clock can be from the truth, in microseconds; the kernel has it grow by itself. */
    public long maxErrorMicros() {
        return memory.getLong(MAX_ERROR);
    }

    /** For {@link #ADJ_MAXERROR}. */
    public void maxErrorMicros(long micros) {
        memory.setLong(MAX_ERROR, micros);
    }

    /** How far the clock is thought to be from the truth, in microseconds. */
    public long estErrorMicros() {
        return memory.getLong(EST_ERROR);
    }

    /** For {@link #ADJ_ESTERROR}. */
    public void estErrorMicros(long micros) {
        memory.setLong(EST_ERROR, micros);
    }

    /** The flags. */
    public int status() {
        return memory.getInt(STATUS);
    }

    /** For {@link #ADJ_STATUS}. */
    public void status(int flags) {
        memory.setInt(STATUS, flags);
    }

    /** How many microseconds the clock goes on with each tick. */
    public long tickMicros() {
        return memory.getLong(TICK);
    }

    /** For {@link #ADJ_TICK}. */
    public void tickMicros(long micros) {
        memory.setLong(TICK, micros);
    }

    /** For {@link #ADJ_SETOFFSET} with {@link #ADJ_NANO}. */
    public void offsetNanos(long nanos) {
        memory.setLong(SECONDS, Math.floorDiv(nanos, 1_000_000_000L));
        memory.setLong(FRACTION, Math.floorMod(nanos, 1_000_000_000L));
    }
}
