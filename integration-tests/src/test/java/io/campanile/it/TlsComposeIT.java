package io.campanile.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a user does with {@code docker/docker-compose.tls.yml}: up, with certificates that are made on the way; and down. */
@Tag("containers")
class TlsComposeIT {

    private final int adminPort;

    TlsComposeIT() throws IOException {
        adminPort = Machine.freePort();
    }

    @Test
    void certifiedSlavesJoinAsWhatTheListLetsThemBe() {
        try (ComposeProject project =
                new ComposeProject("tls", "docker-compose.tls.yml", Map.of("ADMIN_PORT", adminPort))) {
            project.up();

            Awaitility.await("three slaves")
                    .atMost(Duration.ofMinutes(2))
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .untilAsserted(() -> assertThat(states())
                            .isEqualTo(Map.of("slave1", "MEMBER", "slave2", "MEMBER", "slave3", "OBSERVER")));
            assertThat(project.run("logs", "--no-color", "pki")).contains("slave3.crt: slave3");
            Awaitility.await("health")
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(project.ids("slave1"))
                            .singleElement()
                            .satisfies(id -> assertThat(Docker.run("inspect", "--format={{.State.Health.Status}}", id))
                                    .isEqualToIgnoringNewLines("healthy")));
            project.assertQuiet();
        }
    }

    private Map<String, String> states() throws IOException, InterruptedException {
        Map<String, String> states = new TreeMap<>();
        for (JsonNode slave : JsonApi.status("127.0.0.1:" + adminPort).at("/slaves")) {
            states.put(slave.at("/name").asText(), slave.at("/state").asText());
        }
        return states;
    }
}
