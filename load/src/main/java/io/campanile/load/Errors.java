package io.campanile.load;

import io.campanile.core.Units;
import org.HdrHistogram.Histogram;

/** Collects errors, to the nanosecond up to two microseconds and to a thousandth beyond. Not thread-safe. */
final class Errors {

    private static final long MOST_NANOS = 3600 * Units.SECOND_NANOS;
    private static final int DIGITS = 3;

    private final Histogram sizes = new Histogram(MOST_NANOS, DIGITS);
    private double squares;

    void add(long errorNanos) {
        sizes.recordValue(Math.min(MOST_NANOS, Math.abs(errorNanos)));
        squares += (double) errorNanos * errorNanos;
    }

    ErrorFigures figures() {
        long count = sizes.getTotalCount();
        if (count == 0) {
            return new ErrorFigures(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        }
        return new ErrorFigures(Math.sqrt(squares / count), quantile(50), quantile(99), quantile(99.9), quantile(100));
    }

    private double quantile(double percent) {
        return sizes.getValueAtPercentile(percent);
    }
}
