package io.campanile.cli.replay;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.campanile.cli.option.Durations;
import io.campanile.cli.terminal.Table;
import io.campanile.core.ensemble.RoundReport.Outcome;
import io.campanile.core.replay.Comparison;
import io.campanile.recording.Recorded;
import io.campanile.recording.ReplayReport;
import io.campanile.recording.SlaveFigures;
import io.campanile.recording.SlaveRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/**
 * A replay for people and for programs.
 *
 * @param set the settings that were changed
 */
record ReplayView(ReplayReport report, Map<String, String> set) {

    /** What it was, whether it comes out the same, and a table of the slaves. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        Recorded recorded = report.recorded();
        lines.add("%s, recorded by %s: %s of %s rounds, %s"
                .formatted(
                        Table.plain(recorded.name()),
                        Table.plain(recorded.version()),
                        Durations.human(report.lastAtNanos() - report.firstAtNanos()),
                        rounds(),
                        outcomes(report.outcomes())));
        if (recorded.cut()) {
            lines.add("The recording ends within an entry: its master was killed, or the disk was full.");
        }
        lines.addAll(sameness());
        if (!set.isEmpty()) {
            lines.add("With %s: %s. Cluster time would have been up to %s elsewhere."
                    .formatted(settings(), outcomes(report.otherOutcomes()), Durations.human(report.mostApartNanos())));
        }
        lines.add("");
        lines.addAll(table().lines());
        return lines;
    }

    private long rounds() {
        return report.outcomes().values().stream().mapToLong(Long::longValue).sum();
    }

    private static String outcomes(Map<Outcome, Long> counts) {
        String each = Stream.of(Outcome.values())
                .filter(counts::containsKey)
                .map(outcome -> "%s %s".formatted(counts.get(outcome), outcome))
                .collect(Collectors.joining(", "));
        return each.isEmpty() ? "none decided" : each;
    }

    /** The settings that were changed, as they were given. */
    String settings() {
        return set.entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue())
                .collect(Collectors.joining(" "));
    }

    private List<String> sameness() {
        List<String> lines = new ArrayList<>();
        Comparison comparison = report.comparison();
        if (comparison.first().isPresent()) {
            lines.add(Ansi.AUTO.string("@|bold,red It comes out differently.|@ First in %s."
                    .formatted(Table.plain(comparison.first().get().sentence()))));
        } else if (comparison.rounds() > 0) {
            lines.add("%s rounds and %s corrections come out as they were, to the last bit."
                    .formatted(comparison.rounds(), comparison.corrections()));
        }
        if (comparison.incomparableRounds() > 0) {
            lines.add(
                    "%s rounds cannot be compared: %s."
                            .formatted(
                                    comparison.incomparableRounds(),
                                    report.recorded().whole()
                                            ? "events before them are missing"
                                            : "the files before these are missing, so they begin with clocks that nobody has measured"));
        }
        return lines;
    }

    private Table table() {
        List<String> header = new ArrayList<>(
                List.of("slave", "exchanges", "trip 50 %", "off 50 %", "off 99 %", "bound 50 %", "left out"));
        if (!set.isEmpty()) {
            header.addAll(List.of("other off 50 %", "other off 99 %", "other bound 50 %", "other left out"));
        }
        Table table = new Table(Ansi.AUTO, header.toArray(String[]::new));
        for (SlaveRecord slave : report.slaves()) {
            List<String> row = new ArrayList<>(List.of(
                    Table.plain(slave.name()),
                    Integer.toString(slave.trips().size()),
                    Figures.human(slave.delayNanos(Figures.HALF))));
            row.addAll(cells(slave.asItWas()));
            if (!set.isEmpty()) {
                row.addAll(cells(slave.otherwise()));
            }
            table.row(row.toArray(String[]::new));
        }
        return table;
    }

    private static List<String> cells(SlaveFigures figures) {
        return List.of(
                Figures.human(figures.aheadNanos(Figures.HALF)),
                Figures.human(figures.aheadNanos(Figures.NEARLY_ALL)),
                Figures.human(figures.boundNanos(Figures.HALF)),
                Long.toString(figures.leftOut()));
    }

    /** One JSON object on one line; null is what is not known. */
    String json() throws IOException {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        Recorded recorded = report.recorded();
        Comparison comparison = report.comparison();
        fields.put("master", recorded.name());
        fields.put("version", recorded.version());
        fields.put("files", recorded.files());
        fields.put("whole", recorded.whole());
        fields.put("cut", recorded.cut());
        fields.put("events", recorded.events());
        fields.put("rounds", rounds());
        fields.put("outcomes", report.outcomes());
        fields.put("compared_rounds", comparison.rounds());
        fields.put("compared_corrections", comparison.corrections());
        fields.put("incomparable_rounds", comparison.incomparableRounds());
        fields.put(
                "difference", comparison.first().map(Comparison.Found::sentence).orElse(null));
        if (!set.isEmpty()) {
            fields.put("set", set);
            fields.put("other_outcomes", report.otherOutcomes());
            fields.put("most_apart_ns", report.mostApartNanos());
        }
        fields.put("slaves", report.slaves().stream().map(this::fields).toList());
        return new ObjectMapper().writeValueAsString(fields);
    }

    private Map<String, @Nullable Object> fields(SlaveRecord slave) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("name", slave.name());
        fields.put("exchanges", slave.trips().size());
        fields.put("trip_p50_ns", Figures.known(slave.delayNanos(Figures.HALF)));
        put(fields, "", slave.asItWas());
        if (!set.isEmpty()) {
            put(fields, "other_", slave.otherwise());
        }
        return fields;
    }

    private static void put(Map<String, @Nullable Object> fields, String prefix, SlaveFigures figures) {
        fields.put(prefix + "off_p50_ns", Figures.known(figures.aheadNanos(Figures.HALF)));
        fields.put(prefix + "off_p99_ns", Figures.known(figures.aheadNanos(Figures.NEARLY_ALL)));
        fields.put(prefix + "bound_p50_ns", Figures.known(figures.boundNanos(Figures.HALF)));
        fields.put(prefix + "left_out", figures.leftOut());
    }
}
