package io.campanile.admin.metrics;

import io.campanile.clock.ClusterReading;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.discipline.Timeline;
import org.jspecify.annotations.Nullable;

/** How far a cluster clock can be from cluster time, for those who show it. */
public final class ClockBound {

    private ClockBound() {}

    /** In nanoseconds; null while nobody knows. */
    public static @Nullable Long errorNanos(ClusterReading now) {
        boolean isKnown = now.status() != ClockStatus.UNSYNCHRONIZED && now.errorNanos() != Timeline.UNKNOWN_ERROR;
        return isKnown ? now.errorNanos() : null;
    }
}
