package io.campanile.bench.report;

import java.util.Locale;

/** Figures as they stand in tables: three digits that count, with a unit; a dash for what is not known. */
public final class Figures {

    private static final String UNKNOWN = "–";
    private static final String[] DURATIONS = {"ns", "µs", "ms", "s"};
    private static final String[] SIZES = {"B", "KB", "MB", "GB"};
    private static final double KIBI = 1024;

    private Figures() {}

    /** A duration: {@code 34.2 µs}. */
    public static String nanos(double nanos) {
        return scaled(nanos, 1000, DURATIONS);
    }

    /** A duration. */
    public static String nanos(long nanos) {
        return nanos((double) nanos);
    }

    /** A size, in units of 1024: {@code 5.13 KB}. */
    public static String bytes(double bytes) {
        return scaled(bytes, KIBI, SIZES);
    }

    /** A size. */
    public static String bytes(long bytes) {
        return bytes((double) bytes);
    }

    /** A share of one: {@code 27.3 %}. */
    public static String percent(double share) {
        return percent(share, 1);
    }

    /** A share of one, rounded to this many decimals: {@code 99.987 %}. */
    public static String percent(double share, int decimals) {
        return known(share) ? String.format(Locale.ROOT, "%." + decimals + "f %%", 100 * share) : UNKNOWN;
    }

    /** A plain number: {@code 4.27}. */
    public static String number(double value) {
        return known(value) ? digits(value) : UNKNOWN;
    }

    /** A whole number, in groups: {@code 100,000}. */
    public static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** One figure by another; not a number when the second is not positive. */
    public static double ratio(double value, double base) {
        return base > 0 ? value / base : Double.NaN;
    }

    private static String scaled(double value, double step, String[] units) {
        if (!known(value)) {
            return UNKNOWN;
        }
        double size = value;
        int unit = 0;
        while (Math.abs(size) >= step && unit < units.length - 1) {
            size /= step;
            unit++;
        }
        return digits(size) + " " + units[unit];
    }

    private static boolean known(double value) {
        return Double.isFinite(value);
    }

    private static String digits(double value) {
        double size = Math.abs(value);
        String format = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, value);
    }
}
