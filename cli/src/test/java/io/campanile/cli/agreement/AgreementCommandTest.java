package io.campanile.cli.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.cli.Cli;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What it refuses; {@code AgreementIT} runs it. */
class AgreementCommandTest {

    @ParameterizedTest
    @CsvSource({
        "--slaves 1, --slaves is 1; choose 2 to 32",
        "--slaves 33, --slaves is 33; choose 2 to 32",
        "--burst 17, --burst is 17; choose 1 to 16",
        "--round 1ms, --round",
        "--duration 999ms, choose 1s to 1h",
        "--duration 61m, choose 1s to 1h",
        "--warm-up -1s, choose 0s to 1h",
        "--warm-up 61m, choose 0s to 1h"
    })
    void refusesWhatIsOutOfRangeInOneLine(String arguments, String reason) {
        Cli.Result result = Cli.run(("agreement " + arguments).split(" "));
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.errLines()).singleElement().asString().contains(reason);
    }

    @Test
    void refusesAFileThatCannotBeWrittenBeforeItStartsAnything() {
        Cli.Result result = Cli.run("agreement", "--json", "/nowhere/x.json");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err()).contains("cannot write /nowhere/x.json");
    }
}
