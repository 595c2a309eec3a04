package io.campanile.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.clock.ClusterClock;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.slave.Slave;
import io.campanile.testcontainers.CampanileContainer;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.testcontainers.utility.DockerImageName;

/** What users of Testcontainers do with the image. */
@Tag("containers")
class CampanileContainerIT {

    @Test
    void slaveOfATestFindsTheMasterInItsContainer() throws Exception {
        Docker.require();
        DockerImageName image = DockerImageName.parse(Docker.IMAGE).asCompatibleSubstituteFor("campanile");
        try (CampanileContainer master = new CampanileContainer(image).withRound(Duration.ofMillis(200))) {
            master.start();
            try (Slave slave = io.campanile.slave.Campanile.slave()
                    .master(master.getMasterHost(), master.getMasterPort())
                    .name("orders-1")
                    .build()) {
                slave.start();
                ClusterClock clock = slave.clock();
                clock.awaitSynchronized(Duration.ofSeconds(60));

                assertThat(clock.status()).isEqualTo(ClockStatus.SYNCHRONIZED);
                assertThat(JsonApi.get(master.getAdminUrl() + "/api/v1/status")
                                .at("/master/round_ns")
                                .asLong())
                        .isEqualTo(200_000_000);
            }
        }
    }
}
