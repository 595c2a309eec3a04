package io.campanile.clock;

import io.campanile.core.ReferenceReading;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.discipline.Timeline;

/**
 * Everything that a cluster clock says at one moment.
 *
 * @param localNanos what the local clock showed
 * @param clusterNanos what the cluster clock serves, in nanoseconds since 1970
 * @param errorNanos how far that can be from cluster time; {@link Timeline#UNKNOWN_ERROR} while unsynchronized
 * @param status how far it can be trusted
 * @param timeline what it was read off
 */
public record ClusterReading(
        long localNanos, long clusterNanos, long errorNanos, ClockStatus status, Timeline timeline) {

    /** Whether {@link #errorNanos} is a bound, and not {@link Timeline#UNKNOWN_ERROR}. */
    public boolean isBounded() {
        return status != ClockStatus.UNSYNCHRONIZED && errorNanos != Timeline.UNKNOWN_ERROR;
    }

    /** Where cluster time lay, for certain; {@link TimeInterval#UNKNOWN} while unsynchronized. */
    public TimeInterval interval() {
        if (status == ClockStatus.UNSYNCHRONIZED) {
            return TimeInterval.UNKNOWN;
        }
        return new TimeInterval(clusterNanos - errorNanos, clusterNanos + errorNanos);
    }

    /**
     * Where UTC lay, for certain if more than half of the machines that claim to know it are right; {@link TimeInterval#UNKNOWN} while
     * unsynchronized, and while nobody knows.
     */
    public TimeInterval utc() {
        ReferenceReading told = timeline.utc();
        if (!isBounded() || told == null || !told.isValid(localNanos)) {
            return TimeInterval.UNKNOWN;
        }
        long utcNanos = clusterNanos + told.offsetAt(localNanos);
        long error = errorNanos + told.errorAt(localNanos);
        return new TimeInterval(utcNanos - error, utcNanos + error);
    }
}
