package io.campanile.cli.replay;

import io.campanile.cli.option.Durations;
import org.jspecify.annotations.Nullable;

/** Which figures are shown, and how one that is not known is. */
final class Figures {

    static final double HALF = 0.5;
    static final double NEARLY_ALL = 0.99;

    private Figures() {}

    static String human(double nanos) {
        return Double.isFinite(nanos) ? Durations.human(Math.round(nanos)) : "-";
    }

    static @Nullable Long known(double nanos) {
        return Double.isFinite(nanos) ? Math.round(nanos) : null;
    }
}
