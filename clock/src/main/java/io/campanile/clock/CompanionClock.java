package io.campanile.clock;

import io.campanile.core.Units;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/**
 * A clock of the machine that goes on while the monotonic one stands still.
 *
 * @param name what it is called in a sentence
 * @param reading nanoseconds since some moment; {@link #UNREADABLE} if it cannot be read now
 * @param resolutionNanos how far it shows less than it is, at most
 */
record CompanionClock(String name, LongSupplier reading, long resolutionNanos) {

    /** What it shows when it cannot be read. */
    static final long UNREADABLE = Long.MIN_VALUE;

    /** Linux shows hundredths of a second there. Elsewhere the wall clock is taken for no better than that. */
    private static final long HUNDREDTH_NANOS = Units.SECOND_NANOS / 100;

    private static final Path UPTIME = Path.of("/proc/uptime");

    /**
     * That of this machine: the time since it was started, which counts while it sleeps and which nobody can set ({@code
     * CLOCK_BOOTTIME}); or, where that cannot be read, the wall clock. Then, setting the clock looks like sleep.
     */
    static CompanionClock ofThisMachine() {
        return bootTime(UPTIME).nanos() == UNREADABLE
                ? new CompanionClock("wall clock", SystemClock::wallNanos, HUNDREDTH_NANOS)
                : bootTime(UPTIME);
    }

    /** The one that Linux shows in this file. */
    static CompanionClock bootTime(Path file) {
        return new CompanionClock("time since it was started", () -> uptimeNanos(file), HUNDREDTH_NANOS);
    }

    long nanos() {
        return reading.getAsLong();
    }

    /** The first number, such as 26950.80. The file is opened each time: a stream could be read by one thread alone. */
    private static long uptimeNanos(Path file) {
        byte[] text = new byte[64];
        int length;
        try (FileInputStream in = new FileInputStream(file.toFile())) {
            length = in.read(text);
        } catch (IOException e) {
            return UNREADABLE;
        }
        long hundredths = 0;
        int digits = 0;
        for (int i = 0; i < length && text[i] != ' '; i++) {
            if (text[i] >= '0' && text[i] <= '9') {
                hundredths = 10 * hundredths + text[i] - '0';
                digits++;
            } else if (text[i] != '.') {
                return UNREADABLE;
            }
        }
        return digits < 3 ? UNREADABLE : hundredths * HUNDREDTH_NANOS;
    }
}
