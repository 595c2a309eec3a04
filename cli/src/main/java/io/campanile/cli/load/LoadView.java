package io.campanile.cli.load;

import io.campanile.cli.option.Durations;
import io.campanile.cli.terminal.ProgressBar;
import io.campanile.cli.terminal.Screen;
import io.campanile.core.Quantity;
import io.campanile.load.ErrorFigures;
import io.campanile.load.LoadStatus;
import java.util.List;
import java.util.Locale;

/** How a load goes, refreshed in place on a terminal; nothing elsewhere. */
final class LoadView {

    private final Screen screen;
    private final boolean terminal;

    LoadView(boolean terminal) {
        this.screen = Screen.onError();
        this.terminal = terminal;
    }

    void update(LoadStatus status) {
        if (terminal) {
            screen.draw(lines(status));
        }
    }

    private static List<String> lines(LoadStatus status) {
        ErrorFigures errors = status.latest().errors();
        return List.of(
                ProgressBar.of(status.share()) + (status.measuring() ? " measured" : " joined"),
                "%s of %s in, %s lost"
                        .formatted(
                                status.in(),
                                Quantity.many(status.slaves(), "slave"),
                                Quantity.many(status.disconnected(), "connection")),
                Double.isNaN(status.coverage())
                        ? "no round has been due yet"
                        : String.format(
                                Locale.ROOT,
                                "%s, %.3f %% of the slave-rounds covered, %s",
                                Quantity.many(status.rounds(), "round"),
                                100 * status.coverage(),
                                Quantity.many(status.violations(), "violation")),
                Double.isNaN(errors.maxNanos())
                        ? "no slave is synchronized yet"
                        : "errors now: half within %s, 99 %% within %s, all within %s"
                                .formatted(
                                        human(errors.p50Nanos()), human(errors.p99Nanos()), human(errors.maxNanos())));
    }

    private static String human(double nanos) {
        return Durations.human(Math.round(nanos));
    }

    /** Takes it away. */
    void finish() {
        if (terminal) {
            screen.draw(List.of());
        }
    }
}
