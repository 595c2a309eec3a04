package shop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.campanile.clock.ManualClusterClock;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.junit.CampanileExtension;
import io.campanile.junit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests of somebody who has tests with Campanile. */
class OrdersTest {

    @RegisterExtension
    static final CampanileExtension cluster =
            CampanileExtension.create().withSlave("orders-1").withSlave("orders-2", Duration.ofSeconds(5));

    @Test
    void slavesHaveClusterTime() {
        assertEquals(ClockStatus.SYNCHRONIZED, cluster.clock("orders-2").status());
    }

    @Test
    @ManualClock("2026-11-21T12:00:00Z")
    void timePassesWhenTheTestSaysSo(ManualClusterClock clock) {
        clock.advance(Duration.ofHours(1));
        assertEquals(Instant.parse("2026-11-21T13:00:00Z"), clock.instant());
    }
}
