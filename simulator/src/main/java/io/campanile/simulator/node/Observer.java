package io.campanile.simulator.node;

import io.campanile.core.discipline.Correction;
import io.campanile.core.replay.Recorder;
import java.util.List;

/** Whoever looks at the nodes from outside, and is told what cannot be seen from there. */
public interface Observer {

    /** Hears what this master decides in a term that begins, and from what. */
    Recorder recorder(SimulatedMaster master);

    /** All nodes of the cluster. */
    List<Keeper> keepers();

    /** A node's process begins, with a clock that has served nothing. */
    void reborn(Keeper node);

    /** A node obeyed a correction. */
    void applied(Keeper node, Correction correction);

    /** A node has left a master that it does not believe: masters of this epoch may be obeyed again. */
    void forgetsEpochsAbove(Keeper node, long epoch);

    /**
     * A round was closed.
     *
     * @param timelines what cluster time is since then
     */
    void closed(SimulatedMaster master, Timelines timelines, ClosedRound round);
}
