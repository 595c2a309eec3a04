package io.campanile.spring;

import io.campanile.clock.ClusterClock;
import io.campanile.clock.ClusterReading;
import io.campanile.core.discipline.ClockStatus;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Up while the cluster's clock says how far off it is, in holdover too; out of service while nobody knows. */
final class ClusterClockHealth implements HealthIndicator {

    private final ClusterClock clock;

    ClusterClockHealth(ClusterClock clock) {
        this.clock = clock;
    }

    @Override
    public Health health() {
        ClusterReading now = clock.read();
        if (now.status() == ClockStatus.UNSYNCHRONIZED) {
            return Health.outOfService().withDetail("status", now.status()).build();
        }
        return Health.up()
                .withDetail("status", now.status())
                .withDetail("errorNanos", now.errorNanos())
                .build();
    }
}
