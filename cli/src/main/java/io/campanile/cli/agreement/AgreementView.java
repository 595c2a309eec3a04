package io.campanile.cli.agreement;

import io.campanile.cli.option.Durations;
import io.campanile.cli.terminal.Table;
import io.campanile.load.agreement.AgreementResult;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Help.Ansi;

/** How well the slaves agreed, as a table. */
final class AgreementView {

    private AgreementView() {}

    static List<String> lines(AgreementResult result) {
        Table table = new Table(Ansi.AUTO, "figure", "value", "");
        time(table, "pair_rms_ns", result.pairRmsNanos());
        time(table, "pair_p50_ns", result.pairP50Nanos());
        time(table, "pair_p99_ns", result.pairP99Nanos());
        time(table, "pair_max_ns", result.pairMaxNanos());
        time(table, "mean_bound_ns", result.meanBoundNanos());
        table.row("bound_violations", Long.toString(result.boundViolations()), "");
        table.row("backward_readings", Long.toString(result.backwardReadings()), "");
        table.row("slaves", Integer.toString(result.slaves()), "");
        table.row("moments", Long.toString(result.moments()), "");
        table.row(
                "load_average", String.format(Locale.ROOT, "%.2f", result.loadAverage()), "of " + result.processors());
        return table.lines();
    }

    private static void time(Table table, String name, double nanos) {
        table.row(name, String.format(Locale.ROOT, "%.1f", nanos), Durations.human(Math.round(nanos)));
    }
}
