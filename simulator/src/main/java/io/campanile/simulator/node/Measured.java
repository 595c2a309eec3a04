package io.campanile.simulator.node;

import io.campanile.core.ensemble.ClockReport;
import io.campanile.simulator.world.VirtualClock;

/**
 * What a round learned of a slave, and since when it was gathered.
 *
 * @param sinceNanos the true time at which the oldest exchange behind the report began
 * @param silentNanos for how long nothing has come from it
 */
public record Measured(SimulatedSlave slave, ClockReport report, long sinceNanos, long silentNanos) {

    /** Whether the slave showed a cluster time that it was told, by whomever, and has not lost since. */
    public boolean keepsTime() {
        return report.keepsTime() && slave.promised() != null;
    }

    /** Whether what the slave has told of is this time. */
    boolean keeps(Truth time) {
        return slave.keeps(time, report.clock().mapping().version());
    }

    /** Whether the report says of the slave what its limits promise: nobody lied, and neither clock broke meanwhile. */
    public boolean isTrue(VirtualClock master) {
        return toldTheTruth() && master.lastBroken() < sinceNanos;
    }

    /** Whether the slave did not lie, and its clock did not break meanwhile. */
    boolean toldTheTruth() {
        return report.isUsable() && slave.isHonest() && slave.machine().clock().lastBroken() < sinceNanos;
    }
}
