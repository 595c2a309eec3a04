package io.campanile.cli.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.campanile.cli.option.Durations;
import io.campanile.cli.terminal.Table;
import io.campanile.load.ErrorFigures;
import io.campanile.load.LoadResult;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/**
 * A result for people and for programs.
 *
 * @param result what came of the load
 */
record LoadReport(LoadResult result) {

    private static final double MEBIBYTE = 1024 * 1024;

    /** One JSON object on one line; null is what is not known. */
    String json() throws IOException {
        return new ObjectMapper().writeValueAsString(fields());
    }

    private Map<String, @Nullable Object> fields() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("slaves", result.slaves());
        fields.put("connected", result.connected());
        fields.put("failed", result.failed());
        fields.put("disconnected", result.disconnected());
        fields.put("replaced", result.replaced());
        fields.put("connect_s", rounded(result.connectSeconds(), 1e3));
        fields.put("measured_s", rounded(result.measuredSeconds(), 1e3));
        fields.put("rounds", result.rounds());
        fields.put("slave_rounds_per_s", rounded(result.slaveRoundsPerSecond(), 1e3));
        fields.put("coverage", rounded(result.coverage(), 1e6));
        ErrorFigures errors = result.errors();
        fields.put("rms_error_ns", rounded(errors.rmsNanos(), 1));
        fields.put("p50_error_ns", rounded(errors.p50Nanos(), 1));
        fields.put("p99_error_ns", rounded(errors.p99Nanos(), 1));
        fields.put("p999_error_ns", rounded(errors.p999Nanos(), 1));
        fields.put("max_error_ns", rounded(errors.maxNanos(), 1));
        fields.put("bound_violations", result.boundViolations());
        fields.put("backward_readings", result.backwardReadings());
        fields.put("rejected", result.rejected());
        fields.put("cpu_s", rounded(result.cpuSeconds(), 1e3));
        fields.put(
                "resident_bytes",
                result.residentBytes().isPresent() ? result.residentBytes().getAsLong() : null);
        fields.put("wall_s", rounded(result.wallSeconds(), 1e3));
        return fields;
    }

    /** Rounded to this many parts of one; null for what is not known. */
    private static @Nullable Object rounded(double value, double parts) {
        if (!Double.isFinite(value)) {
            return null;
        }
        return parts == 1 ? (Object) Math.round(value) : (Object) (Math.rint(value * parts) / parts);
    }

    /** A table. */
    List<String> lines() {
        Table table = new Table(Ansi.AUTO, "figure", "value", "");
        fields().forEach((name, value) -> table.row(name, value == null ? "-" : value.toString(), human(name, value)));
        return table.lines();
    }

    private static String human(String name, @Nullable Object value) {
        if (!(value instanceof Number number)) {
            return "";
        }
        if (name.endsWith("_error_ns")) {
            return Durations.human(number.longValue());
        }
        return switch (name) {
            case "coverage" -> String.format(Locale.ROOT, "%.4f %%", 100 * number.doubleValue());
            case "resident_bytes" -> String.format(Locale.ROOT, "%.0f MiB", number.doubleValue() / MEBIBYTE);
            default -> "";
        };
    }

    /** One line of what went wrong, if anything did. */
    Optional<String> problems() {
        return result.problems().isEmpty() ? Optional.empty() : Optional.of(String.join("; ", result.problems()));
    }
}
