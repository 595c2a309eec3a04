package io.campanile.spring;

import io.campanile.clock.ClusterClock;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/** Shows {@link ClockHealth} in Spring Boot 3. */
final class ClusterClockHealth3 implements HealthIndicator {

    private final ClusterClock clock;

    ClusterClockHealth3(ClusterClock clock) {
        this.clock = clock;
    }

    @Override
    public Health health() {
        ClockHealth now = ClockHealth.of(clock);
        Health.Builder health = now.isUp() ? Health.up() : Health.outOfService();
        return health.withDetails(now.details()).build();
    }
}
