package io.campanile.core;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers with units, as people write them in a scenario or on a command line: {@code 500ms}, {@code 40ppm}. */
public final class Quantity {

    private static final Pattern FORM = Pattern.compile("([+-]?[0-9]+(?:\\.[0-9]+)?)([a-zµ%]+)");

    private Quantity() {}

    /**
     * A duration in nanoseconds: {@code 90us}.
     *
     * @throws IllegalArgumentException saying how to write one
     */
    public static long nanos(String text) {
        Matcher matcher = FORM.matcher(text.trim());
        long unit = matcher.matches() ? durationUnit(matcher.group(2)) : 0;
        if (unit == 0) {
            throw new IllegalArgumentException(
                    "'%s' is no duration: write a number and a unit, such as 500ms, 5s or 2m".formatted(text));
        }
        BigDecimal nanos = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit));
        if (nanos.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw new IllegalArgumentException("'%s' is longer than 292 years".formatted(text));
        }
        return nanos.longValue();
    }

    private static long durationUnit(String unit) {
        return switch (unit) {
            case "ns" -> 1L;
            case "us", "µs" -> 1_000L;
            case "ms" -> 1_000_000L;
            case "s" -> 1_000_000_000L;
            case "m" -> 60_000_000_000L;
            case "h" -> 3_600_000_000_000L;
            case "d" -> 86_400_000_000_000L;
            default -> 0;
        };
    }

    /**
     * A rate in ppb: {@code 40ppm}.
     *
     * @throws IllegalArgumentException saying how to write one
     */
    public static double ppb(String text) {
        Matcher matcher = FORM.matcher(text.trim());
        double unit = matcher.matches() ? rateUnit(matcher.group(2)) : 0;
        if (unit == 0) {
            throw new IllegalArgumentException(
                    "'%s' is no rate: write a number and a unit, such as 40ppm, 500ppb or 0.1%%".formatted(text));
        }
        return Double.parseDouble(matcher.group(1)) * unit;
    }

    private static double rateUnit(String unit) {
        return switch (unit) {
            case "ppb" -> 1;
            case "ppm" -> 1e3;
            case "%" -> 1e7;
            default -> 0;
        };
    }

    /**
     * A plain number within a range.
     *
     * @throws IllegalArgumentException naming the range
     */
    public static double number(String text, double least, double most) {
        try {
            double number = Double.parseDouble(text.trim());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw new IllegalArgumentException(
                "'%s' is no number from %s to %s".formatted(text, plain(least), plain(most)));
    }

    /**
     * A whole number within a range.
     *
     * @throws IllegalArgumentException naming the range
     */
    public static int count(String text, int least, int most) {
        double number = number(text, least, most);
        if (number != Math.rint(number)) {
            throw new IllegalArgumentException("'%s' is no whole number".formatted(text));
        }
        return (int) number;
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? "%.0f".formatted(number) : Double.toString(number);
    }
}
