package io.campanile.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.campanile.cli.Cli;
import io.campanile.simulator.AccuracyTarget;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccuracyCommandTest {

    @Test
    void measuresEveryRowAndItsExitCodeSaysWhetherAllAreMet(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("accuracy.json");
        Cli.Result result = Cli.run("accuracy", "--runs", "1", "--json", file.toString());
        JsonNode json = new ObjectMapper().readTree(Files.readString(file));
        assertThat(json.get("rows")).hasSize(AccuracyTarget.rows().size());
        assertThat(json.findValues("violations"))
                .hasSameSizeAs(AccuracyTarget.rows())
                .allMatch(v -> v.asLong() == 0);
        // One run may miss what the median of ten meets.
        assertThat(result.exit()).isEqualTo(json.get("met").asBoolean() ? 0 : 1);
        assertThat(result.out())
                .contains("| chrony-default ", " of " + AccuracyTarget.rows().size() + " rows are met");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void refusesWhatIsWrongBeforeItMeasures() {
        assertThat(Cli.run("accuracy", "--runs", "0").err()).contains("--runs is 0; choose 1 to 1000");
        Cli.Result nowhere = Cli.run("accuracy", "--json", "/nowhere/x.json");
        assertThat(nowhere.exit()).isEqualTo(1);
        assertThat(nowhere.err()).contains("cannot write /nowhere/x.json");
    }
}
