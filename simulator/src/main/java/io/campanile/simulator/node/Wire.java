package io.campanile.simulator.node;

import io.campanile.simulator.world.Link;

/**
 * The two ways between a slave and one master.
 *
 * @param toMaster from the slave
 * @param toSlave to the slave
 */
public record Wire(Link toMaster, Link toSlave) {

    /** Whether nothing gets through on one way at least. */
    public boolean isCut() {
        return toMaster.isCut() || toSlave.isCut();
    }

    /** From now on every packet waits for this time on average; 0 ends it. */
    public void congest(double meanNanos) {
        toMaster.congest(meanNanos);
        toSlave.congest(meanNanos);
    }
}
