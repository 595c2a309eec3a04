package io.campanile.cli.option;

import io.campanile.core.Quantity;
import java.time.Duration;
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
            return "%.0f ns".formatted(nanos);
        }
        if (size < 1e6) {
            return "%.1f µs".formatted(nanos / 1e3);
        }
        return size < 1e9 ? "%.2f ms".formatted(nanos / 1e6) : "%.3f s".formatted(nanos / 1e9);
    }
}
