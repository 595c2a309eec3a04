package io.campanile.cli.simulate;

import io.campanile.cli.terminal.ProgressBar;
import io.campanile.cli.terminal.Screen;
import java.util.List;

/** A bar on a terminal, nothing elsewhere. Any thread. */
final class Progress {

    private final Screen screen;
    private final boolean terminal;
    private final long steps;
    private long done;
    private long drawn = -1;

    Progress(boolean terminal, long steps) {
        this.screen = Screen.onError();
        this.terminal = terminal;
        this.steps = steps;
    }

    /** One more step is done. */
    synchronized void step() {
        done++;
        long percent = 100 * done / steps;
        if (terminal && percent != drawn) {
            drawn = percent;
            screen.draw(List.of(ProgressBar.of((double) done / steps)));
        }
    }

    /** Takes the bar away. */
    synchronized void finish() {
        if (terminal) {
            screen.draw(List.of());
        }
    }
}
