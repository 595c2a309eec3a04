package io.campanile.slave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.campanile.clock.ManualClusterClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CampanileMetricsTest {

    private final ManualClusterClock clock = ManualClusterClock.unsynchronizedAt(Instant.parse("2026-11-21T12:00:00Z"));
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void tellsWhatTheClockTellsWheneverItIsAsked() {
        new CampanileMetrics(clock).bindTo(registry);

        assertThat(status("UNSYNCHRONIZED")).isOne();
        assertThat(value("campanile.clock.error.bound")).isNaN();

        clock.connect();
        clock.setError(Duration.ofMillis(20));

        assertThat(status("UNSYNCHRONIZED")).isZero();
        assertThat(status("SYNCHRONIZED")).isOne();
        assertThat(value("campanile.clock.error.bound")).isCloseTo(0.02, within(1e-3));

        double before = value("campanile.clock.offset");
        clock.skew(Duration.ofMillis(3));

        assertThat(value("campanile.clock.offset") - before).isCloseTo(0.003, within(1e-6));
        assertThat(value("campanile.clock.rate.ratio")).isBetween(-1e-3, 1e-3);
    }

    private double status(String name) {
        return registry.get("campanile.clock.status")
                .tag("status", name)
                .gauge()
                .value();
    }

    private double value(String name) {
        return registry.get(name).gauge().value();
    }
}
