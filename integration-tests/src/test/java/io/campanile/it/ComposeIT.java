package io.campanile.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a user does with {@code docker/docker-compose.yml}: up, scale up, scale down, down. */
@Tag("patient")
class ComposeIT {

    private int adminPort;
    private @Nullable ComposeProject project;

    @BeforeEach
    void findPort() throws IOException {
        Docker.require();
        adminPort = Machine.freePort();
        project = new ComposeProject("one", "docker-compose.yml", Map.of("ADMIN_PORT", adminPort));
    }

    @AfterEach
    void down() {
        if (project != null) {
            project.down();
        }
    }

    private ComposeProject project() {
        return Objects.requireNonNull(project);
    }

    @Test
    void fiveSlavesThenEightThenThreeAgree() throws Exception {
        for (int slaves : new int[] {5, 8, 3}) {
            project().up(slaves);
            awaitMembers(slaves);
            awaitAgreement(slaves);
            // Of those that go next, too.
            project().assertQuiet();
        }
        assertHealthy();
    }

    /** The master says so: all of them are members, each under a name of its own, and nobody else. */
    private void awaitMembers(int slaves) {
        Awaitility.await(slaves + " members")
                .atMost(Duration.ofSeconds(90))
                .ignoreExceptionsInstanceOf(IOException.class)
                .untilAsserted(() -> {
                    JsonNode status = JsonApi.status("127.0.0.1:" + adminPort);
                    assertThat(status.at("/slaves").findValuesAsText("state"))
                            .hasSize(slaves)
                            .containsOnly("MEMBER");
                    assertThat(status.at("/slaves").findValuesAsText("name")).doesNotHaveDuplicates();
                    assertThat(status.at("/round/outcome").asText()).isEqualTo("STEERED");
                });
    }

    /** The slaves say so, by what they print beside the machine's clock. */
    private void awaitAgreement(int slaves) {
        Awaitility.await("agreement of " + slaves)
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> {
                    List<Agreement.Printer> printers = project().printers();
                    assertThat(printers).hasSize(slaves);
                    Agreement.assertReached(printers);
                });
        Agreement.assertNobodyLiedOrWentBack(project().printers());
    }

    private void assertHealthy() {
        Awaitility.await("health")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(project().ids(""))
                        .allSatisfy(id -> assertThat(Docker.run("inspect", "--format={{.State.Health.Status}}", id))
                                .isEqualToIgnoringNewLines("healthy")));
    }
}
