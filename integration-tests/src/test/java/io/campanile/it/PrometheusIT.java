package io.campanile.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.campanile.master.Tool;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus with the configuration, the rules and the questions of {@code docker/}, beside a running cluster. */
@Tag("processes")
class PrometheusIT {

    private static final Path DOCKER = Docker.ROOT.resolve("docker");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    @Test
    void answersEveryQuestionOfTheDashboardAndWakesNobody() throws Exception {
        Path executable = Tool.PROMETHEUS.path();
        // A group of one has all that a group has, and is there at once.
        try (Campanile master = Campanile.start(
                        "master",
                        "--name=m1",
                        "--group=m1=127.0.0.1:" + Machine.freePort(),
                        "--data-dir=" + folder.resolve("m1"),
                        "--bind=127.0.0.1",
                        "--port=" + Machine.freePort(),
                        "--admin-port=0");
                Campanile load = Campanile.start(
                        "load", "--master=127.0.0.1:" + master.port(), "--slaves=20", "--duration=10m")) {
            configure(master.admin());
            int port = Machine.freePort();
            Process prometheus = start(executable, port);
            try {
                awaitAnswers(port, load);
                // What a busy machine holds up for a moment is well again soon.
                Awaitility.await("nobody to wake")
                        .atMost(Duration.ofSeconds(60))
                        .pollInterval(Duration.ofSeconds(1))
                        .untilAsserted(() -> assertThatAllIsWell(port));
            } finally {
                prometheus.destroy();
                prometheus.waitFor();
            }
        }
    }

    private static void assertThatAllIsWell(int port) throws Exception {
        for (JsonNode group :
                api(port, "rules", "type=alert").at("/data/groups").findValues("rules")) {
            assertThat(group.findValuesAsText("health")).containsOnly("ok");
            assertThat(group.findValuesAsText("state")).containsOnly("inactive");
        }
    }

    /** As it is delivered, but for the address and the pace. */
    private void configure(String admin) throws IOException {
        String configuration = Files.readString(DOCKER.resolve("prometheus/prometheus.yml"));
        assertThat(configuration).contains("master:8081", "5s");
        Files.writeString(
                folder.resolve("prometheus.yml"),
                configuration.replace("master:8081", admin).replace("5s", "1s"));
        Files.copy(DOCKER.resolve("prometheus/campanile.rules.yml"), folder.resolve("campanile.rules.yml"));
    }

    private Process start(Path executable, int port) throws IOException {
        return new ProcessBuilder(
                        executable.toString(),
                        "--config.file=" + folder.resolve("prometheus.yml"),
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("prometheus.log").toFile())
                .start();
    }

    private void awaitAnswers(int port, Campanile load) throws IOException {
        List<String> questions = JSON.readTree(
                        DOCKER.resolve("grafana/dashboards/campanile.json").toFile())
                .findValuesAsText("expr");
        assertThat(questions).hasSizeGreaterThan(20);
        Awaitility.await("answers")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .ignoreExceptionsInstanceOf(IOException.class)
                .untilAsserted(() -> {
                    assertThat(load.err()).isEmpty();
                    for (String question : questions) {
                        // As Grafana fills them in, but for what shows only where something goes wrong.
                        String asked = question.replace("$instance", ".*")
                                .replace("$__rate_interval", "15s")
                                .replaceFirst(" > 0$", "");
                        JsonNode answer =
                                api(port, "query", "query=" + URLEncoder.encode(asked, StandardCharsets.UTF_8));
                        assertThat(answer.at("/data/result"))
                                .as("%s: %s", asked, answer)
                                .isNotEmpty();
                    }
                });
    }

    private static JsonNode api(int port, String what, String query) throws IOException, InterruptedException {
        return JsonApi.get("http://127.0.0.1:%s/api/v1/%s?%s".formatted(port, what, query));
    }
}
