package io.campanile.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.campanile.clock.TimeInterval;
import io.campanile.core.ensemble.RoundReport;
import io.campanile.core.ensemble.UtcReport;
import io.campanile.slave.Campanile;
import io.campanile.slave.Slave;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What one slave's machine knows of UTC reaches every member over real connections. */
class UtcExchangeTest {

    @Test
    void whatOneSlaveClaimsIsWhereEveryMemberSaysThatUtcIs() throws Exception {
        KnowingClock knowing = new KnowingClock();
        try (Cluster cluster = new Cluster();
                Slave claiming = Campanile.slave()
                        .name("a1")
                        .master("127.0.0.1", cluster.master().address().getPort())
                        .localClock(knowing)
                        .build()) {
            claiming.start();
            TestSlave other = cluster.join("a2", Duration.ofMillis(20), 0);
            await().until(() ->
                    isKnown(other.clock().utc()) && isKnown(claiming.clock().utc()));
            await().until(() -> isKnown(cluster.master().clock().utc()));

            long before = knowing.utcNanos();
            TimeInterval utc = other.clock().utc();
            long after = knowing.utcNanos();
            assertThat(utc.earliestNanos()).isLessThanOrEqualTo(after);
            assertThat(utc.latestNanos()).isGreaterThanOrEqualTo(before);
            await().untilAsserted(() -> {
                UtcReport known = Optional.ofNullable(cluster.master().status().round())
                        .map(RoundReport::utc)
                        .orElse(UtcReport.UNKNOWN);
                assertThat(known.claims()).isEqualTo(1);
                assertThat(known.agreeing()).isEqualTo(1);
                assertThat(known.errorNanos()).isGreaterThanOrEqualTo(KnowingClock.ERROR_NANOS);
            });
        }
    }

    private static boolean isKnown(TimeInterval utc) {
        return !utc.equals(TimeInterval.UNKNOWN);
    }
}
