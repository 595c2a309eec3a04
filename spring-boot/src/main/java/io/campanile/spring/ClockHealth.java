package io.campanile.spring;

import io.campanile.clock.ClusterClock;
import io.campanile.clock.ClusterReading;
import io.campanile.core.discipline.ClockStatus;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an application's health says of its clock: up while it says how far off it is, in holdover too; out of service while
 * nobody knows. Each generation of Spring Boot has a type of its own for that.
 *
 * @param isUp whether it is up
 * @param details what else there is to say
 */
record ClockHealth(boolean isUp, Map<String, Object> details) {

    static ClockHealth of(ClusterClock clock) {
        ClusterReading now = clock.read();
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("status", now.status());
        if (now.isBounded()) {
            details.put("errorNanos", now.errorNanos());
        }
        return new ClockHealth(now.status() != ClockStatus.UNSYNCHRONIZED, details);
    }
}
