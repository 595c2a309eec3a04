package io.campanile.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.campanile.cli.Cli;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulateCommandTest {

    private static JsonNode json(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("simulate", "--duration", "300s", "--json", "-"));
        all.addAll(List.of(arguments));
        Cli.Result result = Cli.run(all.toArray(String[]::new));
        assertThat(result.exit()).isZero();
        return new ObjectMapper().readTree(result.out());
    }

    @Test
    void writesEveryFigureAndNothingElse() throws Exception {
        JsonNode json = json("--scenario", "lan");
        List<String> fields = new ArrayList<>();
        json.fieldNames().forEachRemaining(fields::add);
        assertThat(fields)
                .containsExactly(
                        "rms_error_ns",
                        "p99_error_ns",
                        "max_error_ns",
                        "pair_rms_ns",
                        "pair_max_ns",
                        "converged_1ms_s",
                        "converged_100us_s",
                        "frequency_rms_ppb",
                        "bound_p50_ns",
                        "bound_p99_ns",
                        "error_by_stated",
                        "bound_violations",
                        "backward_readings",
                        "other_violations",
                        "rejected",
                        "refused_rounds",
                        "why",
                        "violations",
                        "wall_s");
        assertThat(json.get("rms_error_ns").asDouble()).isBetween(50.0, 5_000.0);
        assertThat(json.get("bound_violations").asLong()).isZero();
    }

    @Test
    void measuresATreeLevelByLevel() throws Exception {
        JsonNode json = json("--scenario", "tree", "--tree", "2,2,3", "--warm-up", "60s", "--runs", "2");
        assertThat(json.get("level_0_max_error_ns").asDouble())
                .as("the root's clock")
                .isLessThan(10_000);
        double bound = json.get("level_1_bound_p50_ns").asDouble();
        assertThat(json.get("level_2_bound_p50_ns").asDouble()).isGreaterThan(bound);
        assertThat(json.get("level_2_rms_error_ns").asDouble()).isBetween(1.0, 100_000.0);
        assertThat(json.has("level_3_rms_error_ns")).isFalse();
        assertThat(json.get("pair_max_ns").asDouble()).isBetween(1.0, 200_000.0);
        assertThat(json.get("converged_1ms_s").isNull()).isTrue();
        assertThat(json.get("bound_violations").asLong()).isZero();

        assertThat(Cli.run("simulate", "--tree", "2,2", "--reference", "local").err())
                .contains("--tree", "choose the reference ensemble");
        assertThat(Cli.run("simulate", "--scenario", "tree", "--tree", "900,900")
                        .err())
                .contains("--tree", "900,900 is too large");
    }

    @Test
    void sameSeedSameBytesButForTheTimeItTook() throws Exception {
        ObjectNode first = (ObjectNode) json("--seed", "7", "--runs", "3", "--scenario", "wan");
        ObjectNode again = (ObjectNode) json("--seed", "7", "--runs", "3", "--scenario", "wan");
        first.remove("wall_s");
        again.remove("wall_s");
        assertThat(again).hasToString(first.toString());
    }

    @Test
    void printsATable() {
        Cli.Result result = Cli.run("simulate", "--duration", "100s", "--liars", "1", "--reference", "ensemble");
        assertThat(result.exit()).isZero();
        assertThat(result.out().lines()).anyMatch(line -> line.matches("rms_error_ns +[0-9.]+ +.*s"));
        assertThat(result.out()).containsPattern("rejected +liar-1");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void takesScenariosFromFilesAndOptionsWinOverThem(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("far.properties");
        Files.writeString(file, "delay=5ms\njitter=exp:1us\nslaves=1\n");
        JsonNode json = json("--scenario", file.toString(), "--delay", "1ms");
        assertThat(json.get("bound_p50_ns").asDouble()).isBetween(1e6, 1.2e6);
        Files.writeString(file, "dely=5ms\n");
        Cli.Result result = Cli.run("simulate", "--scenario", file.toString());
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.errLines()).hasSize(1);
        assertThat(result.err()).contains("there is no setting 'dely'");
    }

    @Test
    void drawsThePlot(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("plot.png");
        assertThat(Cli.run("simulate", "--duration", "100s", "--plot", file.toString())
                        .exit())
                .isZero();
        assertThat(ImageIO.read(file.toFile()).getWidth()).isGreaterThan(800);
    }

    @Test
    void whatGoesWrongInATreeIsSaidByTheNamesOfItsMasters() throws Exception {
        JsonNode json = json(
                "--scenario",
                "tree",
                "--tree",
                "2,2",
                "--warm-up",
                "60s",
                "--masters",
                "3",
                "--faults",
                "70s crash m-1-a 20s, 80s step m-2-s1 5ms");
        assertThat(json.get("bound_violations").asLong()).isZero();
        assertThat(Cli.run("simulate", "--scenario", "tree", "--faults", "1s crash m-9 1s")
                        .err())
                .contains("there is no m-9 to crash");
    }

    @Test
    void refusesWhatIsWrongInOneLine() {
        Cli.Result result = Cli.run("simulate", "--scenario", "moon");
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains("'moon' is neither a file nor one of", "chrony-default");
        assertThat(Cli.run(Map.of("CAMPANILE_LOSS", "2"), "simulate").err())
                .contains("--loss: '2' is no number", "(from the environment variable CAMPANILE_LOSS)");
        assertThat(Cli.run("simulate", "--delay", "5").err()).contains("--delay: '5' is no duration");
        assertThat(Cli.run("simulate", "--runs", "0").err()).contains("choose 1 to");
        assertThat(Cli.run("simulate", "--json", "/nowhere/x.json").exit()).isEqualTo(1);
    }
}
