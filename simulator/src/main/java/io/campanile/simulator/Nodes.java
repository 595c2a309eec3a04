package io.campanile.simulator;

import io.campanile.simulator.node.Election;
import io.campanile.simulator.node.SimulatedMaster;
import io.campanile.simulator.node.SimulatedSlave;
import io.campanile.simulator.node.Wire;
import io.campanile.simulator.world.Utc;
import io.campanile.simulator.world.VirtualTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A master, or a group of them, and its slaves: to whom something can happen. */
interface Nodes {

    /** True time. */
    VirtualTime time();

    /** UTC as it is, whatever machines know of it. */
    Utc utc();

    /** All masters. */
    List<SimulatedMaster> masters();

    /** The only master; the one that leads in the newest epoch, or did, of a group. */
    default SimulatedMaster master() {
        return election().map(Election::leader).orElseGet(() -> masters().get(0));
    }

    /** Who decides who leads; empty where there is only one master. */
    Optional<Election> election();

    /** The slaves that are nothing else. */
    List<SimulatedSlave> slaves();

    /** What the masters of further clusters are to these masters; none where there are no further ones. */
    default List<SimulatedSlave> mastersBelow() {
        return List.of();
    }

    /** The wires of this master to the ones above it; none where there are none. */
    default Collection<Wire> wiresUp(SimulatedMaster master) {
        return List.of();
    }
}
