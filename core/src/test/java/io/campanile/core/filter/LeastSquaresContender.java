package io.campanile.core.filter;

import io.campanile.core.Exchange;
import io.campanile.core.Units;

/**
 * The line through the last samples with the least weighted squares: what chrony does. A sample weighs less the longer it was
 * on its way; the floor of its variance is learned from the residuals. The window is as long as the signs of the residuals
 * change like a fair coin's (the runs test), 64 samples at most.
 *
 * <p>Sources: chrony's documentation of its {@code regress.c}; the floor by the method of moments (R. DerSimonian and
 * N. Laird, 1986).
 */
final class LeastSquaresContender implements Contender {

    private static final int LEAST_FITTED = 12;
    private static final double RUNS_QUANTILE = 2.33;
    private static final double RATE_DEVIATION_PPB = 100_000;
    private static final double LEAST_FLOOR_NANOS = 10;
    private static final int FLOOR_STEPS = 3;

    private final SampleWindow window = new SampleWindow(ClockFilter.WINDOW);
    private int from;
    private double floor = Double.NaN;
    private double offset;
    private double rate;

    @Override
    public void add(Exchange exchange) {
        if (window.size() == ClockFilter.WINDOW) {
            from = Math.max(0, from - 1);
        }
        window.add(exchange, 0);
    }

    @Override
    public double offsetAt(long nowNanos) {
        long leastWidth = window.width(window.narrowest(0));
        int runs = fit(leastWidth, nowNanos);
        for (int n = window.size() - from; n >= LEAST_FITTED * 4 / 3 && bends(runs, n); n = window.size() - from) {
            from += n / 4;
            runs = fit(leastWidth, nowNanos);
        }
        return offset;
    }

    private static boolean bends(int runs, int n) {
        return runs < 1 + (n - 1) / 2.0 - RUNS_QUANTILE * Math.sqrt(n - 1) / 2;
    }

    /** Fits the line and the floor in turns; returns in how many runs of one sign the residuals come. */
    private int fit(long leastWidth, long nowNanos) {
        double leastVariance = LEAST_FLOOR_NANOS * LEAST_FLOOR_NANOS;
        floor = Double.isNaN(floor) ? leastVariance : floor;
        for (int step = 0; ; step++) {
            solve(leastWidth, nowNanos);
            double sum = 0;
            double last = 0;
            int runs = 0;
            for (int i = from; i < window.size(); i++) {
                double residual = middle(i) - offset - rate * seconds(i, nowNanos);
                sum += residual * residual * weight(i, leastWidth);
                runs += runs == 0 || residual * last < 0 ? 1 : 0;
                last = residual;
            }
            int n = window.size() - from;
            if (step == FLOOR_STEPS || n < 4) {
                return runs;
            }
            floor = Math.max(leastVariance, floor * Math.max(1 / 16.0, Math.min(16, sum / (n - 2))));
        }
    }

    private void solve(long leastWidth, long nowNanos) {
        double base = middle(window.size() - 1);
        double s = 0;
        double sx = 0;
        double sxx = Math.pow(RATE_DEVIATION_PPB, -2);
        double sy = 0;
        double sxy = 0;
        for (int i = from; i < window.size(); i++) {
            double w = weight(i, leastWidth);
            double x = seconds(i, nowNanos);
            double y = middle(i) - base;
            s += w;
            sx += w * x;
            sxx += w * x * x;
            sy += w * y;
            sxy += w * x * y;
        }
        double determinant = s * sxx - sx * sx;
        offset = base + (sy * sxx - sx * sxy) / determinant;
        rate = (s * sxy - sx * sy) / determinant;
    }

    private double weight(int i, long leastWidth) {
        double excess = window.width(i) - leastWidth;
        return 1 / (excess * excess / 12 + floor);
    }

    private double middle(int i) {
        return window.low(i) + (window.high(i) - window.low(i)) / 2.0;
    }

    private double seconds(int i, long nowNanos) {
        return (double) (window.at(i) - nowNanos) / Units.SECOND_NANOS;
    }
}
