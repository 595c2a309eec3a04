package io.campanile.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.campanile.simulator.scenario.Scenario;
import io.campanile.simulator.scenario.Scenarios;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.junit.jupiter.api.Tag;

/** Any text for a scenario's file: a scenario, or a sentence for whoever wrote it. */
@Tag("slow")
class ScenarioFuzzTest {

    @FuzzTest
    void readsAnyFile(byte[] input) throws IOException {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(new String(input, StandardCharsets.UTF_8)));
            Scenario scenario = Scenarios.of("fuzz", properties);
            assertThat(scenario.command(1)).startsWith("campanile simulate");
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }
}
