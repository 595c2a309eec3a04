package io.campanile.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.campanile.simulator.AccuracyTarget;
import io.campanile.simulator.TargetResult;
import io.campanile.simulator.node.Continuity;
import io.campanile.simulator.report.Figures;
import io.campanile.simulator.report.SimulationResult;
import io.campanile.simulator.report.Trace;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccuracyReportTest {

    private static TargetResult result(AccuracyTarget.Row row, double rms, String... violations) {
        Figures figures = new Figures(rms, 3 * rms, 5 * rms, 1234, 2 * rms, 1, 2, 1, 1, 1, 0.9);
        SimulationResult runs = new SimulationResult(
                figures,
                violations.length,
                0,
                0,
                0,
                0,
                new Continuity(0, 0, 0, 0, 0),
                List.of(),
                0,
                "",
                List.of(violations),
                "",
                new Trace(List.of(), List.of()),
                List.of());
        return new TargetResult(row, runs, 5.04);
    }

    private static final AccuracyTarget.Row LOOPBACK = AccuracyTarget.rows().get(0);

    @Test
    void showsARowBesideItsPeers() {
        assertThat(new AccuracyReport(List.of(result(LOOPBACK, 81.6)), 1, 10).lines())
                .containsExactly(
                        "One probe a second; the master's clock is perfect:",
                        "",
                        "| scenario |       each way | wander | chrony | best linear | limit | we want |   RMS"
                                + " | max / RMS | error / stated | pair RMS | 100 µs after | verdict |",
                        "|----------|---------------:|-------:|-------:|------------:|------:|--------:|------:"
                                + "|----------:|---------------:|---------:|-------------:|--------:|",
                        "| loopback | 20us + exp:2us |   1e-9 |  0.217 |       0.272 | 0.084 |    0.12 | 0.082"
                                + " |       5.0 |           0.90 |     1.23 |          2 s |     met |",
                        "",
                        "1 of 1 rows are met; medians of 10 runs, seeds 1 to 10; RMS errors in µs");
    }

    @Test
    void showsWhatElseIsOnTheNetwork() {
        List<AccuracyTarget.Row> rows = AccuracyTarget.rows();
        AccuracyTarget.Row queue = rows.stream()
                .filter(row -> row.scenario().name().equals("standing-queue"))
                .findFirst()
                .orElseThrow();
        AccuracyTarget.Row wandering = rows.stream()
                .filter(row -> row.scenario().name().equals("wandering"))
                .findFirst()
                .orElseThrow();
        assertThat(new AccuracyReport(List.of(result(queue, 244), result(wandering, 9000)), 1, 10).lines())
                .anyMatch(line -> line.contains("| 90us + exp:10us + standing:200us,5m,10m one way |"))
                .anyMatch(line -> line.contains(" 90us + exp:10us + wandering:20us,100s |"));
    }

    @Test
    void saysWhatIsMissedAndWhatWasViolated() {
        AccuracyReport report =
                new AccuracyReport(List.of(result(LOOPBACK, 121, "at 7 s slave-1 went back by 1 ns")), 1, 10);
        assertThat(report.isMet()).isFalse();
        assertThat(report.lines())
                .anyMatch(line -> line.endsWith("| missed: RMS, violations |"))
                .contains("at 7 s slave-1 went back by 1 ns");
        assertThat(new AccuracyReport(List.of(result(LOOPBACK, 120)), 1, 10).isMet())
                .isTrue();
    }

    @Test
    void writesNullForWhatIsNotKnown() throws Exception {
        AccuracyTarget.Row last =
                AccuracyTarget.rows().get(AccuracyTarget.rows().size() - 1);
        JsonNode json = new ObjectMapper()
                .readTree(new AccuracyReport(List.of(result(LOOPBACK, 121), result(last, Double.NaN)), 3, 2).json());
        assertThat(json.get("met").asBoolean()).isFalse();
        JsonNode first = json.get("rows").get(0);
        assertThat(first.get("scenario").asText()).isEqualTo("loopback");
        assertThat(first.get("target_rms_ns").asDouble()).isEqualTo(120);
        assertThat(first.get("misses").get(0).asText()).isEqualTo("RMS");
        assertThat(first.get("command").asText())
                .isEqualTo("campanile simulate --round 1s --delay 20us --jitter exp:2us --seed 3 --runs 2");
        assertThat(json.get("rows").get(1).get("chrony_rms_ns").isNull()).isTrue();
        assertThat(json.get("rows").get(1).get("rms_error_ns").isNull()).isTrue();
    }
}
