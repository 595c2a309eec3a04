package io.campanile.simulator;

import io.campanile.simulator.check.InvariantChecker;
import io.campanile.simulator.node.History;
import io.campanile.simulator.node.SimulatedMaster;
import io.campanile.simulator.node.SimulatedSlave;
import java.util.List;

/**
 * One cluster of a {@link Tree}.
 *
 * @param master its only master
 * @param slaves its slaves that are no masters themselves
 * @param below the clusters whose masters follow this one's
 * @param history how its own cluster time went on
 * @param witness looks at its clocks
 */
public record Branch(
        SimulatedMaster master,
        List<SimulatedSlave> slaves,
        List<Branch> below,
        History history,
        InvariantChecker witness) {}
