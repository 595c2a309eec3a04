package io.campanile.admin.metrics;

import io.campanile.clock.ClusterReading;
import org.jspecify.annotations.Nullable;

/** How far a cluster clock can be from cluster time, for those who show it. */
public final class ClockBound {

    private ClockBound() {}

    /** In nanoseconds; null while nobody knows. */
    public static @Nullable Long errorNanos(ClusterReading now) {
        return now.isBounded() ? now.errorNanos() : null;
    }
}
