package io.campanile.spring;

import io.campanile.clock.ClusterClock;
import io.campanile.clock.ClusterReading;
import io.campanile.core.discipline.ClockStatus;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an application's health says of its clock: up while it says how far off it is, in holdover too; out of service while
 * nobody knows, and while that is too far. Each generation of Spring Boot has a type of its own for that.
 *
 * @param isUp whether it is up
 * @param details what else there is to say
 */
record ClockHealth(boolean isUp, Map<String, Object> details) {

    /**
     * Of now.
     *
     * @param maxError how far off the clock may be; null for as far as it says
     */
    static ClockHealth of(ClusterClock clock, @Nullable Duration maxError) {
        ClusterReading now = clock.read();
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("status", now.status());
        if (now.isBounded()) {
            details.put("errorNanos", now.errorNanos());
        }
        if (maxError != null) {
            details.put("maxErrorNanos", maxError.toNanos());
        }
        boolean near = maxError == null || now.errorNanos() <= maxError.toNanos();
        return new ClockHealth(now.status() != ClockStatus.UNSYNCHRONIZED && near, details);
    }
}
