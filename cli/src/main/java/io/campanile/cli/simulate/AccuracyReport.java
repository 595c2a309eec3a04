package io.campanile.cli.simulate;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.campanile.cli.terminal.Table;
import io.campanile.simulator.AccuracyTarget;
import io.campanile.simulator.TargetResult;
import io.campanile.simulator.report.Figures;
import io.campanile.simulator.report.SimulationResult;
import io.campanile.simulator.scenario.Scenario;
import io.campanile.simulator.scenario.Setting;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/**
 * The rows of the bar for people and for programs.
 *
 * @param results what each came to
 * @param seed of the first run
 * @param runs how many runs of each
 */
record AccuracyReport(List<TargetResult> results, long seed, int runs) {

    boolean isMet() {
        return results.stream().allMatch(TargetResult::isMet);
    }

    /** A table of Markdown for each of the conditions; RMS errors are in µs. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (AccuracyTarget.Conditions conditions : AccuracyTarget.Conditions.values()) {
            List<TargetResult> rows = results.stream()
                    .filter(r -> r.row().conditions() == conditions)
                    .toList();
            if (!rows.isEmpty()) {
                lines.add(conditions.description() + ":");
                lines.add("");
                lines.addAll(table(rows));
                lines.add("");
            }
        }
        long met = results.stream().filter(TargetResult::isMet).count();
        lines.add("%s of %s rows are met; medians of %s runs, seeds %s to %s; RMS errors in µs"
                .formatted(met, results.size(), runs, seed, seed + runs - 1));
        results.forEach(r -> lines.addAll(r.result().violations()));
        return lines;
    }

    private static List<String> table(List<TargetResult> rows) {
        Table table = new Table(
                Ansi.AUTO,
                "scenario",
                "each way",
                "wander",
                "chrony",
                "best linear",
                "limit",
                "we want",
                "RMS",
                "max / RMS",
                "error / stated",
                "pair RMS",
                "100 µs after",
                "verdict");
        rows.forEach(row -> table.row(cells(row)));
        return table.markdown();
    }

    private static String[] cells(TargetResult result) {
        AccuracyTarget.Row row = result.row();
        Figures figures = result.result().figures();
        return new String[] {
            row.scenario().name(),
            network(row.scenario()),
            row.scenario().text(Setting.WANDER),
            given(row.peers().chrony()),
            given(row.peers().linear()),
            given(row.peers().limit()),
            given(row.targetMicros()),
            "@|bold %s|@".formatted(micros(figures.rmsErrorNanos())),
            Double.isFinite(result.peak()) ? String.format(Locale.ROOT, "%.1f", result.peak()) : "-",
            Double.isFinite(figures.calibration()) ? String.format(Locale.ROOT, "%.2f", figures.calibration()) : "-",
            micros(figures.pairRmsNanos()),
            Double.isFinite(figures.converged100Us())
                    ? String.format(Locale.ROOT, "%.0f s", figures.converged100Us())
                    : "never",
            result.isMet() ? "met" : "@|red missed: %s|@".formatted(String.join(", ", result.misses()))
        };
    }

    /** What is on the way there, and what else on the way back. */
    private static String network(Scenario scenario) {
        String there = scenario.text(Setting.TRAFFIC);
        String back = scenario.text(Setting.RETURN_TRAFFIC);
        String traffic = there.equals("none") ? "" : " + " + there + (back.equals(there) ? "" : " one way");
        return scenario.text(Setting.DELAY) + " + " + scenario.text(Setting.JITTER) + traffic;
    }

    /** As it was given. */
    private static String given(double micros) {
        return Double.isFinite(micros)
                ? BigDecimal.valueOf(micros).stripTrailingZeros().toPlainString()
                : "-";
    }

    /** To three digits. */
    private static String micros(double nanos) {
        if (!Double.isFinite(nanos)) {
            return "-";
        }
        int decimals = nanos < 1e3 ? 3 : nanos < 1e4 ? 2 : nanos < 1e5 ? 1 : 0;
        return String.format(Locale.ROOT, "%." + decimals + "f", nanos / 1e3);
    }

    /** One JSON object on one line; null is what is not known. */
    String json() throws IOException {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("seed", seed);
        fields.put("runs", runs);
        fields.put("met", isMet());
        fields.put("rows", results.stream().map(this::fields).toList());
        return new ObjectMapper().writeValueAsString(fields);
    }

    private Map<String, @Nullable Object> fields(TargetResult result) {
        AccuracyTarget.Row row = result.row();
        SimulationResult came = result.result();
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("scenario", row.scenario().name());
        fields.put("conditions", row.conditions().name().toLowerCase(Locale.ROOT));
        fields.put("chrony_rms_ns", Outcome.rounded(1e3 * row.peers().chrony()));
        fields.put("linear_rms_ns", Outcome.rounded(1e3 * row.peers().linear()));
        fields.put("limit_rms_ns", Outcome.rounded(1e3 * row.peers().limit()));
        fields.put("target_rms_ns", Outcome.rounded(1e3 * row.targetMicros()));
        came.figures().named().forEach((name, value) -> fields.put(name, Outcome.rounded(value)));
        fields.put("max_by_rms", Outcome.rounded(result.peak()));
        fields.put("violations", came.boundViolations() + came.backwardReadings() + came.otherViolations());
        fields.put("misses", result.misses());
        fields.put("command", "%s --runs %s".formatted(row.scenario().command(seed), runs));
        return fields;
    }
}
