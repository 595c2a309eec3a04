package io.campanile.bench.failover;

import io.campanile.bench.report.Figures;
import io.campanile.core.Series;
import io.campanile.load.failover.Broken;
import io.campanile.load.failover.Takeover;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What faults of one kind came to, as it stands in a table.
 *
 * @param takeovers one for each fault; at least one
 */
record Summary(List<Takeover> takeovers) {

    /** The columns that {@link #cells} fills. */
    static final List<String> HEADER = List.of(
            "taken over",
            "first corrected",
            "last corrected",
            "apart before",
            "after",
            "added",
            "largest bound",
            "longest uncorrected",
            "back",
            "wrong bounds",
            "twice");

    /** The figures: median / worst, or sums. */
    List<String> cells() {
        Broken broken = takeovers.stream().map(Takeover::broken).reduce(Broken.NOTHING, Broken::plus);
        long complete = takeovers.stream().filter(Takeover::isComplete).count();
        return List.of(
                "%s of %s".formatted(complete, takeovers.size()),
                both(Takeover::firstNanos),
                both(Takeover::lastNanos),
                both(Takeover::apartBeforeNanos),
                both(Takeover::apartAfterNanos),
                both(Takeover::apartAddedNanos),
                both(Takeover::boundNanos),
                both(Takeover::uncorrectedNanos),
                Figures.count(broken.backwardReadings()),
                Figures.count(broken.boundViolations()),
                Figures.count(broken.repeatedCorrections()));
    }

    /** Of those that are known, the median and the worst. */
    private String both(ToDoubleFunction<Takeover> figure) {
        double[] known = takeovers.stream()
                .mapToDouble(figure)
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        return known.length == 0
                ? Figures.nanos(Double.NaN)
                : "%s / %s".formatted(Figures.nanos(Series.median(known)), Figures.nanos(known[known.length - 1]));
    }
}
