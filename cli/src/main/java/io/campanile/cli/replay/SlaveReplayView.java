package io.campanile.cli.replay;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.campanile.cli.option.Durations;
import io.campanile.cli.terminal.Table;
import io.campanile.core.replay.SlaveReplay;
import io.campanile.recording.Recorded;
import io.campanile.recording.SessionRecord;
import io.campanile.recording.SlaveReplayReport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/** A slave's replay for people and for programs. */
record SlaveReplayView(SlaveReplayReport report) {

    /** What it was, whether it comes out the same, and a table of the sessions. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        Recorded recorded = report.recorded();
        lines.add("%s, a slave, recorded by %s: %s of %s"
                .formatted(
                        Table.plain(recorded.name()),
                        Table.plain(recorded.version()),
                        Durations.human(report.lastAtNanos() - report.firstAtNanos()),
                        report.sessions().size() == 1
                                ? "one session"
                                : report.sessions().size() + " sessions"));
        if (recorded.cut()) {
            lines.add("The recording ends within an entry: the slave was killed, or the disk was full.");
        }
        lines.addAll(sameness());
        if (report.disruptions() + report.rejections() > 0) {
            lines.add("Its local clock was disrupted %s times, and a master found it wrong %s times."
                    .formatted(report.disruptions(), report.rejections()));
        }
        lines.add("");
        lines.addAll(table().lines());
        lines.addAll(endings());
        return lines;
    }

    private List<String> sameness() {
        List<String> lines = new ArrayList<>();
        SlaveReplay comparison = report.comparison();
        if (comparison.first().isPresent()) {
            lines.add(Ansi.AUTO.string("@|bold,red It comes out differently.|@ First in %s."
                    .formatted(Table.plain(comparison.first().get()))));
        } else if (comparison.corrections() + comparison.readings() > 0) {
            lines.add("%s corrections and %s answers come out as they were, to the last bit."
                    .formatted(comparison.corrections(), comparison.readings()));
        }
        if (comparison.incomparableCorrections() > 0) {
            lines.add("%s corrections cannot be compared: %s are missing."
                    .formatted(
                            comparison.incomparableCorrections(),
                            report.recorded().whole() ? "events before them" : "the files before these"));
        }
        return lines;
    }

    private Table table() {
        Table table = new Table(
                Ansi.AUTO,
                "session",
                "epoch",
                "for",
                "answers",
                "by kernel",
                "answer 50 %",
                "applied",
                "stepped",
                "refused",
                "off 50 %",
                "off 99 %",
                "bound 50 %");
        int number = 0;
        for (SessionRecord session : report.sessions()) {
            number++;
            table.row(
                    Integer.toString(number),
                    Long.toString(session.epoch()),
                    Durations.human(session.forNanos()),
                    Long.toString(session.answers()),
                    Long.toString(session.byKernel()),
                    Figures.human(session.pauseNanos(Figures.HALF)),
                    Long.toString(session.applied()),
                    Long.toString(session.stepped()),
                    Long.toString(refused(session)),
                    Figures.human(session.figures().aheadNanos(Figures.HALF)),
                    Figures.human(session.figures().aheadNanos(Figures.NEARLY_ALL)),
                    Figures.human(session.figures().boundNanos(Figures.HALF)));
        }
        return table;
    }

    private static long refused(SessionRecord session) {
        return session.refusals().values().stream().mapToLong(Long::longValue).sum();
    }

    private List<String> endings() {
        List<String> lines = new ArrayList<>();
        int number = 0;
        for (SessionRecord session : report.sessions()) {
            number++;
            int one = number;
            session.refusals()
                    .forEach((why, times) -> lines.add("Session %s: refused %s, %s times".formatted(one, why, times)));
            session.why().ifPresent(why -> lines.add("Session %s ended: %s".formatted(one, Table.plain(why))));
        }
        return lines;
    }

    /** One JSON object on one line; null is what is not known. */
    String json() throws IOException {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        Recorded recorded = report.recorded();
        SlaveReplay comparison = report.comparison();
        fields.put("slave", recorded.name());
        fields.put("version", recorded.version());
        fields.put("files", recorded.files());
        fields.put("whole", recorded.whole());
        fields.put("cut", recorded.cut());
        fields.put("events", recorded.events());
        fields.put("compared_corrections", comparison.corrections());
        fields.put("compared_answers", comparison.readings());
        fields.put("incomparable_corrections", comparison.incomparableCorrections());
        fields.put("difference", comparison.first().orElse(null));
        fields.put("disruptions", report.disruptions());
        fields.put("rejections", report.rejections());
        fields.put(
                "sessions",
                report.sessions().stream().map(SlaveReplayView::fields).toList());
        return new ObjectMapper().writeValueAsString(fields);
    }

    private static Map<String, @Nullable Object> fields(SessionRecord session) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("name", session.name());
        fields.put("epoch", session.epoch());
        fields.put("for_ns", session.forNanos());
        fields.put("answers", session.answers());
        fields.put("stamped_by_kernel", session.byKernel());
        fields.put("answer_p50_ns", Figures.known(session.pauseNanos(Figures.HALF)));
        fields.put("applied", session.applied());
        fields.put("stepped", session.stepped());
        fields.put("refused", session.refusals());
        fields.put("off_p50_ns", Figures.known(session.figures().aheadNanos(Figures.HALF)));
        fields.put("off_p99_ns", Figures.known(session.figures().aheadNanos(Figures.NEARLY_ALL)));
        fields.put("bound_p50_ns", Figures.known(session.figures().boundNanos(Figures.HALF)));
        fields.put("ended", session.why().orElse(null));
        return fields;
    }
}
