package io.campanile.simulator.check;

import io.campanile.core.Series;
import io.campanile.core.Units;
import io.campanile.core.filter.ClockEstimate;
import io.campanile.simulator.node.ClosedRound;
import io.campanile.simulator.node.Measured;
import io.campanile.simulator.world.VirtualClock;

/**
 * Whether the standard deviations that a master's estimates state are those that they have: the error of each estimate, divided by its
 * stated deviation, is 1 in the root of its mean square.
 */
public final class Calibration {

    private Series errors = new Series();

    /** From now on it counts. */
    public void begin() {
        errors = new Series();
    }

    /** A round was closed now. */
    void closed(ClosedRound round, VirtualClock master) {
        for (Measured measured : round.measured()) {
            ClockEstimate estimate = measured.report().estimate();
            if (estimate != null && measured.isTrue(master)) {
                long now = master.nanos();
                double expected = estimate.offsetNanos() + estimate.ratePpb() / Units.PPB * (now - estimate.atNanos());
                double error = expected - (measured.slave().machine().clock().nanos() - now);
                errors.add(error / estimate.offsetDeviationNanos());
            }
        }
    }

    /** That root; NaN when there was no estimate. */
    public double rms() {
        return errors.rms();
    }
}
