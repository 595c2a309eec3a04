package io.campanile.testcontainers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.testcontainers.utility.DockerImageName;

/** What can be said without an engine; {@code CampanileContainerIT} starts one. */
class CampanileContainerTest {

    @Test
    void isAMasterWithBothItsPorts() {
        try (CampanileContainer master = new CampanileContainer("campanile:0.2.0")) {
            assertThat(master.getCommandParts()).containsExactly("master");
            assertThat(master.getExposedPorts())
                    .containsExactly(CampanileContainer.MASTER_PORT, CampanileContainer.ADMIN_PORT);
            assertThat(master.getEnvMap()).containsEntry("CAMPANILE_ADMIN_BIND", "0.0.0.0");
        }
    }

    @Test
    void takesItsOptionsFromTheEnvironment() {
        try (CampanileContainer master = new CampanileContainer("campanile").withRound(Duration.ofMillis(50))) {
            assertThat(master.getEnvMap()).containsEntry("CAMPANILE_ROUND", "50000000ns");
        }
    }

    @Test
    void isOfNoImageButCampanilesUnlessItIsToldSo() {
        DockerImageName mirrored = DockerImageName.parse("mirror.example/time/bells:1");
        assertThatIllegalStateException()
                .isThrownBy(() -> new CampanileContainer(mirrored))
                .withMessageContaining("'mirror.example/time/bells:1' is a compatible substitute for 'campanile'");

        try (CampanileContainer master = new CampanileContainer(mirrored.asCompatibleSubstituteFor("campanile"))) {
            assertThat(master.getCommandParts()).containsExactly("master");
        }
    }
}
