package io.campanile.cli.status;

import io.campanile.admin.metrics.CertificatesDocument;
import io.campanile.admin.slave.ClockDocument;
import io.campanile.admin.slave.ClockDocument.Refusal;
import io.campanile.cli.option.Durations;
import io.campanile.cli.terminal.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/** A slave on a terminal: its clock, whom it follows, and who refused it. */
final class SlaveView {

    private SlaveView() {}

    static List<String> lines(ClockDocument slave) {
        List<String> lines = new ArrayList<>();
        String error = slave.errorNanos() == null ? "" : " within ±" + Durations.human(slave.errorNanos());
        String master = slave.master() == null ? "follows nobody" : "follows " + Table.plain(slave.master());
        lines.add("slave %s, %s%s; %s"
                .formatted(
                        Table.plain(slave.name()),
                        Table.plain(slave.status()).toLowerCase(Locale.ROOT),
                        error,
                        slave.epoch() == 0 ? master : master + ", epoch " + slave.epoch()));
        UtcView.line(slave.utc()).ifPresent(lines::add);
        certificates(slave.certificates()).forEach(lines::add);
        if (slave.secondMaster() != null) {
            lines.add(Ansi.AUTO.string("@|red %s|@".formatted(Table.plain(slave.secondMaster()))));
        }
        for (Refusal refusal : slave.refusals()) {
            lines.add(Ansi.AUTO.string("@|red %s|@, for %s: %s"
                    .formatted(
                            Table.plain(refusal.why()),
                            Durations.human(slave.localNanos() - refusal.sinceNanos()),
                            Table.plain(refusal.remedy()))));
        }
        return lines;
    }

    /** What is to be renewed, of a master or of a slave. */
    static Stream<String> certificates(@Nullable CertificatesDocument certificates) {
        return certificates == null
                ? Stream.of()
                : certificates.warnings().stream()
                        .map(warning -> Ansi.AUTO.string("@|red %s|@".formatted(Table.plain(warning))));
    }
}
