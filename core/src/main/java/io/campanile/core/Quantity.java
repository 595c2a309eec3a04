package io.campanile.core;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers with units, as people write them in a scenario or on a command line: {@code 500ms}, {@code 40ppm}. */
public final class Quantity {

    private static final Pattern FORM = Pattern.compile("([+-]?[0-9]+(?:\\.[0-9]+)?)([a-zµ%]+)");

    private static final long HOUR_NANOS = 3_600_000_000_000L;
    private static final long DAY_NANOS = 24 * HOUR_NANOS;

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
            case "h" -> HOUR_NANOS;
            case "d" -> DAY_NANOS;
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

    /** A duration as people write it, to the nanosecond: {@code 9 ms}, {@code 2 h}. */
    public static String duration(long nanos) {
        if (nanos != 0 && nanos % DAY_NANOS == 0) {
            return nanos / DAY_NANOS + " d";
        }
        if (nanos != 0 && nanos % HOUR_NANOS == 0) {
            return nanos / HOUR_NANOS + " h";
        }
        double size = Math.abs((double) nanos);
        if (size >= 1e9) {
            return decimal(nanos, 9) + " s";
        }
        return size >= 1e6 ? decimal(nanos, 6) + " ms" : size >= 1e3 ? decimal(nanos, 3) + " µs" : nanos + " ns";
    }

    /**
     * Checks a duration of a setting.
     *
     * @param holds whether it is within its range
     * @param what what it is called
     * @param range in words
     * @throws IllegalArgumentException naming the value and its range, unless it holds
     */
    public static void requireDuration(boolean holds, String what, long nanos, String range) {
        if (!holds) {
            throw new IllegalArgumentException("the %s is %s; choose %s".formatted(what, duration(nanos), range));
        }
    }

    private static String decimal(long nanos, int places) {
        return BigDecimal.valueOf(nanos, places).stripTrailingZeros().toPlainString();
    }

    /** A rate as people write it: {@code 40 ppm}. */
    public static String rate(double ppb) {
        boolean large = Math.abs(ppb) >= 1000;
        double number = large ? ppb / 1000 : ppb;
        String digits = Double.isFinite(number)
                ? new BigDecimal(Double.toString(number)).stripTrailingZeros().toPlainString()
                : Double.toString(number);
        return digits + (large ? " ppm" : " ppb");
    }

    /**
     * So many of something: {@code 1 slave}, {@code 2 slaves}.
     *
     * @param one what it is called; several of it have an s behind that
     */
    public static String many(long number, String one) {
        return number + " " + one + (number == 1 ? "" : "s");
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
        return number == Math.rint(number) ? String.format(Locale.ROOT, "%.0f", number) : Double.toString(number);
    }
}
