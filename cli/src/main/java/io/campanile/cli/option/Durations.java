package io.campanile.cli.option;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/** Durations as people write them: {@code 500ms}, {@code -2.5s}. */
public final class Durations {

    private static final Pattern FORM = Pattern.compile("([+-]?[0-9]+(?:\\.[0-9]+)?)(ns|us|µs|ms|s|m|h|d)");

    private Durations() {}

    /**
     * Reads one.
     *
     * @throws TypeConversionException saying what is wrong and how to write it
     */
    public static Duration parse(String text) {
        Matcher matcher = FORM.matcher(text.trim());
        if (!matcher.matches()) {
            throw new TypeConversionException(
                    "'%s' is no duration: write a number and a unit, such as 500ms, 5s or 2m".formatted(text));
        }
        BigDecimal nanos = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unitNanos(matcher.group(2))));
        if (nanos.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw new TypeConversionException("'%s' is longer than 292 years".formatted(text));
        }
        return Duration.ofNanos(nanos.longValue());
    }

    private static long unitNanos(String unit) {
        return switch (unit) {
            case "ns" -> 1L;
            case "us", "µs" -> 1_000L;
            case "ms" -> 1_000_000L;
            case "s" -> 1_000_000_000L;
            case "m" -> 60_000_000_000L;
            case "h" -> 3_600_000_000_000L;
            case "d" -> 86_400_000_000_000L;
            default -> throw new AssertionError(unit);
        };
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
