package io.campanile.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.campanile.cli.Cli;
import io.campanile.cli.log.Logs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {

    @AfterEach
    void letOthersLogAgain() {
        Logs.setVerbose(false);
    }

    @Test
    void bringsClocksTogetherAndWritesHowItWent(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("result.json");
        Cli.Result result = Cli.run(
                "demo",
                "--slaves",
                "3",
                "--liars",
                "1",
                "--round",
                "100ms",
                "--duration",
                "3s",
                "--json",
                file.toString());
        JsonNode json = new ObjectMapper().readTree(Files.readString(file));
        List<String> fields = new ArrayList<>();
        json.fieldNames().forEachRemaining(fields::add);
        assertThat(fields)
                .containsExactly(
                        "slaves",
                        "rounds",
                        "initial_spread_ns",
                        "final_spread_ns",
                        "max_error_ns",
                        "bound_violations",
                        "backward_readings",
                        "rejected",
                        "converged");
        assertThat(json.get("slaves").asInt()).isEqualTo(3);
        assertThat(json.get("rounds").asLong()).isBetween(10L, 300L);
        assertThat(json.get("initial_spread_ns").asLong()).isBetween(1L, 10_000_000_000L);
        assertThat(json.get("final_spread_ns").asLong()).isLessThan(5_000_000);
        assertThat(json.get("bound_violations").asLong()).isZero();
        assertThat(json.get("backward_readings").asLong()).isZero();
        assertThat(json.get("rejected")).hasSize(1);
        assertThat(json.get("rejected").get(0).asText()).isEqualTo("liar-1");
        // A busy machine may miss the 100 µs that converging takes: then it must say so everywhere.
        boolean converged = json.get("converged").asBoolean();
        assertThat(result.exit()).isEqualTo(converged ? 0 : 1);
        assertThat(result.out().lines().toList())
                .last()
                .asString()
                .startsWith(converged ? "converged after " : "not converged after ")
                .contains("left out: liar-1");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void canHaveEverybodyProveWhoHeIs() throws IOException {
        DemoOptions options = new DemoOptions(2, 0, Duration.ofSeconds(1), 0, Duration.ofMillis(100), null, 1, true);
        try (Demo demo = new Demo(options, 0)) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> demo.status().slaves().size() == 2);
            assertThat(demo.isCertified()).isTrue();
        }
    }

    @Test
    void saysThatItDidNotConvergeWhenItHadNoTime() {
        Cli.Result result = Cli.run("demo", "--slaves", "2", "--duration", "0s");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.out()).contains("not converged after 0 rounds", "left out: nobody");
    }
}
