package io.campanile.cli.option;

import io.campanile.core.Quantity;
import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine.TypeConversionException;

/** Durations as people write them: {@code 500ms}, {@code -2.5s}. */
public final class Durations {

    private Durations() {}

    /**
     * Reads one.
     *
     * @throws TypeConversionException saying what is wrong and how to write it
     */
    public static Duration parse(String text) {
        try {
            return Duration.ofNanos(Quantity.nanos(text));
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    /** A duration in nanoseconds with a unit that suits its size: {@code 34.2 µs}. */
    public static String human(long nanoseconds) {
        double nanos = (double) nanoseconds;
        double size = Math.abs(nanos);
        if (size < 1e3) {
            return String.format(Locale.ROOT, "%.0f ns", nanos);
        }
        if (size < 1e6) {
            return String.format(Locale.ROOT, "%.1f µs", nanos / 1e3);
        }
        return size < 1e9
                ? String.format(Locale.ROOT, "%.2f ms", nanos / 1e6)
                : String.format(Locale.ROOT, "%.3f s", nanos / 1e9);
    }
}
