package io.campanile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.campanile.admin.master.StatusJson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** One master and slaves, all by their commands. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public class ConversationTest {

    private final RunningMaster master = RunningMaster.start();

    @AfterAll
    void stop() {
        master.close();
    }

    private Cli.Result slave(String... more) {
        List<String> args = new ArrayList<>(List.of("slave", "--master", master.address()));
        args.addAll(List.of(more));
        return Cli.run(args.toArray(String[]::new));
    }

    @Test
    void printsTheClustersTimeAsJsonAndRecordsWhatItWasTold(@TempDir Path folder) throws Exception {
        Path trace = folder.resolve("trace");
        Cli.Result result = slave(
                "--name=a1",
                "--print=json",
                "--interval=100ms",
                "--duration=3s",
                "--clock-offset=3s",
                "--record=" + trace);
        assertThat(result.exit()).isZero();
        assertThat(result.err()).isEmpty();
        List<String> lines = result.out().lines().toList();
        assertThat(lines).hasSizeBetween(10, 30);
        JsonNode last = new ObjectMapper().readTree(lines.get(lines.size() - 1));
        assertThat(last.get("status").asText()).isEqualTo("SYNCHRONIZED");
        // The cluster is the master's clock and this one's: their average is 1.5 s from both.
        assertThat(last.get("offset_ns").asLong()).isBetween(1_000_000_000L, 2_000_000_000L);
        assertThat(last.get("local_ns").asLong() - last.get("host_ns").asLong())
                .isBetween(2_900_000_000L, 3_100_000_000L);

        Cli.Result replay = Cli.run("replay", trace.toString(), "--json=-");
        assertThat(replay.exit()).as(replay.err()).isZero();
        JsonNode again = new ObjectMapper().readTree(replay.out());
        assertThat(again.get("slave").asText()).isEqualTo("a1");
        assertThat(again.get("difference").isNull()).isTrue();
        assertThat(again.get("compared_corrections").asLong()).isPositive();
    }

    @Test
    void printsNothingWhenToldSoAndEndsInTime() {
        long start = System.nanoTime();
        Cli.Result result = slave("--name", "quiet", "--print", "none", "--duration", "1s");
        assertThat(result).isEqualTo(new Cli.Result(0, "", ""));
        assertThat(System.nanoTime() - start).isBetween(1_000_000_000L, 5_000_000_000L);
    }

    @Test
    void printsALineForPeople() {
        Cli.Result result = slave("--name", "a2", "--interval", "200ms", "--duration", "500ms");
        assertThat(result.out().lines()).isNotEmpty().allMatch(line -> line.startsWith("a2  "));
    }

    @Test
    void showsItsStatus() throws Exception {
        Cli.Result text = Cli.run("status", "--admin", master.admin());
        assertThat(text.exit()).isZero();
        assertThat(text.out()).startsWith("master m1 at " + master.address() + ", epoch ");
        Cli.Result json = Cli.run("status", "--admin", master.admin(), "--json");
        assertThat(json.exit()).isZero();
        assertThat(StatusJson.read(json.out()).master().name()).isEqualTo("m1");
    }
}
