package io.campanile.cli.status;

import io.campanile.admin.metrics.CertificatesDocument;
import io.campanile.admin.slave.ClockDocument;
import io.campanile.admin.slave.ClockDocument.Refusal;
import io.campanile.admin.slave.MachineClockDocument;
import io.campanile.cli.option.Durations;
import io.campanile.cli.terminal.Table;
import io.campanile.core.Quantity;
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
        lines.addAll(machineClock(slave.machineClock()));
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

    /** How the machine's own clock is kept; nothing where it is not. */
    private static List<String> machineClock(@Nullable MachineClockDocument machine) {
        if (machine == null) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        String off = machine.offsetNanos() == null
                ? "not looked at yet"
                : "off by %s within ±%s"
                        .formatted(Durations.human(machine.offsetNanos()), Durations.human(machine.maxErrorNanos()));
        lines.add(String.format(
                Locale.ROOT,
                "the machine's clock: %s, %s at %+.3f ppm, %s for the kernel; %s, %s",
                Table.plain(machine.keeping()).toLowerCase(Locale.ROOT),
                off,
                machine.frequencyPpb() / 1000,
                machine.isSynchronized() ? "synchronized" : "unsynchronized",
                Quantity.many(machine.steps(), "step"),
                Quantity.many(machine.disruptions(), "disruption")));
        if (machine.lastInterference() != null) {
            lines.add(Ansi.AUTO.string("@|yellow somebody else has changed the machine's clock|@, %s by now: %s"
                    .formatted(
                            Quantity.many(machine.interferences(), "time"), Table.plain(machine.lastInterference()))));
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
