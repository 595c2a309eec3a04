package io.campanile.admin.master;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How many values are distributed: a chart shows a hundred thousand of them as bands.
 *
 * @param least the least
 * @param p05 what one in twenty lies below
 * @param p25 what a quarter lies below
 * @param p50 the median
 * @param p75 what a quarter lies above
 * @param p95 what one in twenty lies above
 * @param greatest the greatest
 */
record Quantiles(double least, double p05, double p25, double p50, double p75, double p95, double greatest) {

    /** Of one property of many things; null when no thing has it. */
    static <T> @Nullable Quantiles of(Stream<T> things, Function<T, @Nullable Number> property) {
        double[] sorted = things.map(property)
                .filter(Objects::nonNull)
                .mapToDouble(Number::doubleValue)
                .toArray();
        Arrays.sort(sorted);
        return sorted.length == 0
                ? null
                : new Quantiles(
                        sorted[0],
                        at(sorted, 0.05),
                        at(sorted, 0.25),
                        at(sorted, 0.5),
                        at(sorted, 0.75),
                        at(sorted, 0.95),
                        sorted[sorted.length - 1]);
    }

    /** The nearest rank: always a value that somebody has. */
    private static double at(double[] sorted, double share) {
        return sorted[(int) Math.round(share * (sorted.length - 1))];
    }
}
