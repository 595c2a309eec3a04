package io.campanile.simulator.node;

import io.campanile.core.Mapping;
import io.campanile.core.discipline.Correction;
import io.campanile.core.ensemble.RoundResult;
import io.campanile.simulator.world.VirtualClock;
import java.util.List;

/** Whoever looks at the nodes from outside, and is told what cannot be seen from there. */
public interface Observer {

    /** All slaves of the cluster. */
    List<SimulatedSlave> slaves();

    /** The master's process begins. */
    void masterReborn();

    /** A slave's process begins, with a clock that has served nothing. */
    void reborn(SimulatedSlave slave);

    /** A slave obeyed a correction. */
    void applied(SimulatedSlave slave, Correction correction);

    /**
     * A round was closed.
     *
     * @param ofMaster the master's clock
     * @param timelines what cluster time is since then
     * @param before cluster time before it
     */
    void closed(
            VirtualClock ofMaster, Timelines timelines, Mapping before, RoundResult result, List<Measured> measured);
}
