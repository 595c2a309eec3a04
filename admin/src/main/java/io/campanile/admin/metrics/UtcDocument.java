package io.campanile.admin.metrics;

import io.campanile.clock.ClusterReading;
import io.campanile.clock.TimeInterval;
import io.campanile.core.ensemble.UtcReport;
import org.jspecify.annotations.Nullable;

/**
 * What is known of UTC, the layer above cluster time. Spans are nanoseconds.
 *
 * @param offsetNanos UTC minus cluster time, at a slave minus its cluster clock; null while it is not known
 * @param errorNanos how far that can be off; null while it is not known
 * @param claims how many machines, the master's included, claimed in the last round to know UTC; a parent counts as one; null at a slave
 * @param agreeing how many of those agreed; 0 if no majority did; null at a slave
 * @param parentAgrees whether a parent's UTC can be true beside this one; null where no parent tells it, and at a slave
 */
public record UtcDocument(
        @Nullable Long offsetNanos,
        @Nullable Long errorNanos,
        @Nullable Integer claims,
        @Nullable Integer agreeing,
        @Nullable Boolean parentAgrees) {

    /** At a master. */
    public static UtcDocument of(UtcReport utc) {
        return new UtcDocument(utc.offsetNanos(), utc.errorNanos(), utc.claims(), utc.agreeing(), utc.parentAgrees());
    }

    /** At a slave. */
    public static UtcDocument of(ClusterReading now) {
        TimeInterval utc = now.utc();
        if (utc.equals(TimeInterval.UNKNOWN)) {
            return new UtcDocument(null, null, null, null, null);
        }
        return new UtcDocument(utc.middleNanos() - now.clusterNanos(), utc.errorNanos(), null, null, null);
    }
}
