package io.campanile.cli.simulate;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.campanile.cli.option.Durations;
import io.campanile.cli.terminal.Table;
import io.campanile.simulator.report.SimulationResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/**
 * A result for people and for programs.
 *
 * @param result what came of the runs
 * @param wallSeconds how long they took: the only figure that differs from one time to the next
 */
record Outcome(SimulationResult result, double wallSeconds) {

    /** One JSON object on one line; null is what is not known. */
    String json() throws IOException {
        return new ObjectMapper().writeValueAsString(fields());
    }

    private Map<String, @Nullable Object> fields() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        result.figures().named().forEach((name, value) -> fields.put(name, rounded(value)));
        levels().forEach((name, value) -> fields.put(name, rounded(value)));
        fields.put("bound_violations", result.boundViolations());
        fields.put("backward_readings", result.backwardReadings());
        fields.put("other_violations", result.otherViolations());
        fields.put("rejected", result.rejected());
        fields.put("refused_rounds", result.refusedRounds());
        fields.put("why", result.why());
        fields.put("violations", result.violations());
        fields.put("wall_s", rounded(wallSeconds));
        return fields;
    }

    /** The figures of a tree's levels; none of a cluster that stands alone. */
    private Map<String, Double> levels() {
        Map<String, Double> named = new LinkedHashMap<>();
        result.levels().forEach(level -> named.putAll(level.named()));
        return named;
    }

    /** To a thousandth. */
    static @Nullable Double rounded(double value) {
        return Double.isFinite(value) ? Math.rint(value * 1000) / 1000 : null;
    }

    /** A table, and the violations if there are any. */
    List<String> lines() {
        Table table = new Table(Ansi.AUTO, "figure", "value", "");
        result.figures().named().forEach((name, value) -> table.row(name, number(value), human(name, value)));
        levels().forEach((name, value) -> table.row(name, number(value), human(name, value)));
        table.row("bound_violations", violations(result.boundViolations()), "");
        table.row("backward_readings", violations(result.backwardReadings()), "");
        table.row("other_violations", violations(result.otherViolations()), "");
        table.row("rejected", result.rejected().isEmpty() ? "-" : String.join(", ", result.rejected()), "");
        table.row("refused_rounds", Long.toString(result.refusedRounds()), "");
        table.row("wall_s", String.format(Locale.ROOT, "%.2f", wallSeconds), "");
        List<String> lines = new ArrayList<>(table.lines());
        lines.addAll(result.violations());
        return lines;
    }

    private static String violations(long count) {
        return count == 0 ? "0" : "@|bold,red %s|@".formatted(count);
    }

    private static String number(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.1f", value) : "-";
    }

    private static String human(String name, double value) {
        return name.endsWith("_ns") && Double.isFinite(value) ? Durations.human(Math.round(value)) : "";
    }
}
