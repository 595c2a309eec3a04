package io.campanile.simulator.check;

import io.campanile.clock.ClusterReading;
import io.campanile.core.discipline.ClockState;
import io.campanile.simulator.node.Keeper;

/** What was last seen of a process. */
final class Sight {

    final Keeper node;
    final PanicWatch panic = new PanicWatch();
    long served = Long.MIN_VALUE;
    long epoch;
    long round;
    private long disruptions;

    Sight(Keeper node) {
        this.node = node;
    }

    /** Once its local clock was disrupted, and while it lets itself be moved anywhere, its limit is measured anew. */
    void beginsAgain(ClusterReading reading) {
        if (reading.timeline().isVoid()) {
            ClockState state = node.clock().state(reading.localNanos());
            if (state.disruptions() != disruptions || state.stepLimitNanos() > 0) {
                disruptions = state.disruptions();
                panic.forget();
            }
        }
    }

    void forget() {
        served = Long.MIN_VALUE;
        epoch = 0;
        round = 0;
        panic.forget();
    }
}
