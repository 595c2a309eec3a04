package io.campanile.spring;

import io.campanile.clock.ClusterClock;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Shows {@link ClockHealth} in Spring Boot 4. */
final class ClusterClockHealth implements HealthIndicator {

    private final ClusterClock clock;

    ClusterClockHealth(ClusterClock clock) {
        this.clock = clock;
    }

    @Override
    public Health health() {
        ClockHealth now = ClockHealth.of(clock);
        Health.Builder health = now.isUp() ? Health.up() : Health.outOfService();
        return health.withDetails(now.details()).build();
    }
}
