package io.campanile.recording;

import io.campanile.core.Series;
import io.campanile.core.discipline.Correction;
import java.util.ArrayList;
import java.util.List;

/**
 * What became of one slave over time, with the settings that were or with others.
 *
 * <p>Not thread-safe: its {@link ReplayReport} owns it.
 */
public final class SlaveFigures {

    private final Series ahead = new Series();
    private final Series bounds = new Series();
    private final List<Point> points = new ArrayList<>();
    private long leftOut;
    private boolean settled;

    /**
     * A slave as it is corrected.
     *
     * @param atNanos the master's local time
     * @param aheadNanos how far its cluster clock was ahead of cluster time
     * @param boundNanos how far the corrected clock can be off
     */
    public record Point(long atNanos, long aheadNanos, long boundNanos) {}

    /** It comes, with a clock that may be anywhere. */
    void comes() {
        settled = false;
    }

    /** It is corrected. The first correction does not count: it moves the clock to where it belongs. */
    void corrected(long atNanos, Correction correction) {
        if (settled) {
            points.add(new Point(atNanos, -correction.offsetNanos(), correction.errorNanos()));
            ahead.add((double) -correction.offsetNanos());
            bounds.add((double) correction.errorNanos());
        }
        settled = true;
    }

    /** A round leaves it out. */
    void isLeftOut() {
        leftOut++;
    }

    /** How far it was ahead or behind in all rounds but a share, without the sign; NaN if it was not corrected. */
    public double aheadNanos(double share) {
        return ahead.quantile(share);
    }

    /** How far it could be off in all rounds but a share; NaN if it was not corrected. */
    public double boundNanos(double share) {
        return bounds.quantile(share);
    }

    /** In how many rounds it was left out. */
    public long leftOut() {
        return leftOut;
    }

    /** All of it over time. */
    public List<Point> points() {
        return List.copyOf(points);
    }
}
