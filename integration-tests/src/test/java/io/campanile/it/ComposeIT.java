package io.campanile.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a user does with {@code docker/docker-compose.yml}: up, scale up, scale down, down. */
class ComposeIT {

    private static final String PROJECT =
            "campanile-it-" + ProcessHandle.current().pid();

    private int adminPort;

    @BeforeEach
    void findPort() throws IOException {
        Docker.require();
        adminPort = Machine.freePort();
    }

    @AfterEach
    void down() {
        compose("down", "--timeout=5");
        assertThat(ids("")).isEmpty();
    }

    @Test
    void fiveSlavesThenEightThenThreeAgree() throws Exception {
        for (int slaves : new int[] {5, 8, 3}) {
            scaleTo(slaves);
            awaitMembers(slaves);
            awaitAgreement(slaves);
            // Of those that go next, too.
            assertQuiet();
        }
        assertHealthy();
    }

    private void scaleTo(int slaves) {
        compose("up", "--detach", "--build", "--scale=slave=" + slaves);
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
                    List<Agreement.Printer> printers = printers();
                    assertThat(printers).hasSize(slaves);
                    Agreement.assertReached(printers);
                });
        Agreement.assertNobodyLiedOrWentBack(printers());
    }

    private void assertHealthy() {
        Awaitility.await("health")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(ids(""))
                        .allSatisfy(id -> assertThat(Docker.run("inspect", "--format={{.State.Health.Status}}", id))
                                .isEqualToIgnoringNewLines("healthy")));
    }

    private void assertQuiet() {
        assertThat(compose("logs", "--no-color")).doesNotContain(" ERROR ", "Exception");
    }

    private List<Agreement.Printer> printers() {
        List<Agreement.Printer> printers = new ArrayList<>();
        for (String id : ids("slave")) {
            List<String> lines = Docker.jsonLines(id);
            printers.add(() -> lines);
        }
        return printers;
    }

    /** The containers of a service, or of all. */
    private static List<String> ids(String service) {
        return Docker.run(
                        "ps",
                        "-aq",
                        "--filter=label=com.docker.compose.project=" + PROJECT,
                        "--filter=label=com.docker.compose.service" + (service.isEmpty() ? "" : "=" + service))
                .lines()
                .toList();
    }

    private String compose(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                "docker-compose",
                "--project-name=" + PROJECT,
                "--file=" + Docker.ROOT.resolve("docker/docker-compose.yml")));
        command.addAll(List.of(arguments));
        ProcessBuilder process = new ProcessBuilder(command);
        process.environment()
                .putAll(Map.of(
                        "CAMPANILE_IMAGE",
                        Docker.IMAGE,
                        "BUILD_IMAGE",
                        Docker.BASE,
                        "BASE_IMAGE",
                        Docker.BASE,
                        "ADMIN_PORT",
                        Integer.toString(adminPort),
                        "CAMPANILE_PRINT",
                        "json",
                        "CAMPANILE_INTERVAL",
                        Agreement.INTERVAL_NANOS + "ns"));
        return Docker.output(process);
    }
}
