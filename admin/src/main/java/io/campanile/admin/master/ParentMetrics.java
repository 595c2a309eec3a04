package io.campanile.admin.master;

import io.campanile.admin.metrics.Meters;
import io.campanile.core.ensemble.RoundReport;
import io.campanile.master.MasterServer;
import io.campanile.master.ParentStatus;
import io.campanile.master.ParentStatus.State;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The metrics of a master that has a parent; there are none for one that has none. The admin server's thread calls it. */
final class ParentMetrics {

    private ParentMetrics() {}

    /** Registers them, if there is a parent. */
    static void register(MasterServer master, Meters meters) {
        if (master.parent().isEmpty()) {
            return;
        }
        for (State state : State.values()) {
            meters.number(
                    "campanile.parent.state",
                    "1 for how this master stands to its parent",
                    "state",
                    state,
                    () -> master.parent().filter(p -> p.state() == state).isPresent() ? 1 : 0);
        }
        meters.span(
                "campanile.parent.distance",
                "This cluster's time minus the parent's; NaN while it is not known",
                () -> of(master, ParentStatus::distanceNanos));
        meters.span(
                "campanile.parent.error",
                "How far off what is known of the parent's time can be; NaN while nothing is",
                () -> of(master, ParentStatus::errorNanos));
        meters.number(
                "campanile.parent.utc.contradicts",
                "1 while what the parent tells of UTC contradicts this cluster's machines; NaN while it tells nothing",
                () -> contradicts(master));
        meters.number(
                "campanile.parent.depth",
                "Masters above this one, up to the root; 0 while it follows nobody",
                () -> master.parent().map(p -> p.path().size() - 1).orElse(0));
    }

    private static double contradicts(MasterServer master) {
        RoundReport round = master.status().round();
        Boolean agrees = round == null ? null : round.utc().parentAgrees();
        if (agrees == null) {
            return Double.NaN;
        }
        return agrees ? 0 : 1;
    }

    private static @Nullable Long of(MasterServer master, Function<ParentStatus, @Nullable Long> property) {
        return master.parent().map(property).orElse(null);
    }
}
