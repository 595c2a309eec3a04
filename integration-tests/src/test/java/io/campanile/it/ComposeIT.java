package io.campanile.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a user does with {@code docker/docker-compose.yml}: up, scale up, scale down, down. */
@Tag("containers")
class ComposeIT {

    private final int adminPort;

    ComposeIT() throws IOException {
        adminPort = Machine.freePort();
    }

    @Test
    void fiveSlavesThenEightThenThreeAgree() {
        try (ComposeProject project =
                new ComposeProject("one", "docker-compose.yml", Map.of("ADMIN_PORT", adminPort))) {
            for (int slaves : new int[] {5, 8, 3}) {
                project.up(slaves);
                awaitMembers(slaves);
                awaitAgreement(project, slaves);
                // Of those that go next, too.
                project.assertQuiet();
            }
            assertHealthy(project);
        }
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
    private static void awaitAgreement(ComposeProject project, int slaves) {
        Awaitility.await("agreement of " + slaves)
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> {
                    List<Agreement.Printer> printers = project.printers();
                    assertThat(printers).hasSize(slaves);
                    Agreement.assertReached(printers);
                });
        Agreement.assertNobodyLiedOrWentBack(project.printers());
    }

    private static void assertHealthy(ComposeProject project) {
        Awaitility.await("health")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(project.ids(""))
                        .allSatisfy(id -> assertThat(Docker.run("inspect", "--format={{.State.Health.Status}}", id))
                                .isEqualToIgnoringNewLines("healthy")));
    }
}
