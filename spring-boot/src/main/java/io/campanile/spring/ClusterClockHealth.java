package io.campanile.spring;

import io.campanile.clock.ClusterClock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Shows {@link ClockHealth} in Spring Boot 4. */
final class ClusterClockHealth implements HealthIndicator {

    private final ClusterClock clock;
    private final @Nullable Duration maxError;

    ClusterClockHealth(ClusterClock clock, @Nullable Duration maxError) {
        this.clock = clock;
        this.maxError = maxError;
    }

    @Override
    public Health health() {
        ClockHealth now = ClockHealth.of(clock, maxError);
        Health.Builder health = now.isUp() ? Health.up() : Health.outOfService();
        return health.withDetails(now.details()).build();
    }
}
