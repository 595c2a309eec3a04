package io.campanile.simulator;

import io.campanile.simulator.node.Election;
import io.campanile.simulator.node.Lie;
import io.campanile.simulator.node.Observer;
import io.campanile.simulator.node.SimulatedMaster;
import io.campanile.simulator.node.SimulatedSlave;
import io.campanile.simulator.node.Wire;
import io.campanile.simulator.scenario.Parameters;
import io.campanile.simulator.world.Link;
import io.campanile.simulator.world.Machine;
import io.campanile.simulator.world.VirtualClock;
import io.campanile.simulator.world.VirtualTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Machines with their clocks, and the wires between them, as a scenario has them: each drawn anew. */
final class Hardware {

    private final VirtualTime time;
    private final Parameters scenario;
    private final double repeats;
    private final SplittableRandom random;

    /**
     * That of one run.
     *
     * @param repeats the share of packets that arrive twice
     */
    Hardware(VirtualTime time, Parameters scenario, double repeats, SplittableRandom random) {
        this.time = time;
        this.scenario = scenario;
        this.repeats = repeats;
        this.random = random;
    }

    /** A machine whose clock is wrong, and wanders by so much. */
    Machine machine(double wanderPpb) {
        long most = scenario.maxOffsetNanos();
        long offset = random.nextLong(-most, most + 1);
        double drift = (2 * random.nextDouble() - 1) * scenario.maxDriftPpb();
        return new Machine(time, new VirtualClock(time, random.split(), offset, drift, wanderPpb));
    }

    /** A machine whose clock is right, but that it wanders by so much. */
    Machine perfectMachine(double wanderPpb) {
        return new Machine(time, new VirtualClock(time, random.split(), 0, 0, wanderPpb));
    }

    /** A wire to each of these. */
    Map<SimulatedMaster, Wire> wires(List<SimulatedMaster> masters) {
        Map<SimulatedMaster, Wire> wires = new LinkedHashMap<>();
        for (SimulatedMaster master : masters) {
            Link toSlave = new Link(time, random.split(), scenario.there(), scenario.loss(), repeats);
            Link toMaster = new Link(time, random.split(), scenario.back(), scenario.loss(), repeats);
            Wire packets = new Wire(toMaster, toSlave);
            wires.put(master, scenario.connectionNanos() == 0 ? packets : connection(packets));
        }
        return wires;
    }

    /** A connection with those packets as its datagrams. */
    private Wire connection(Wire beside) {
        long late = scenario.connectionNanos();
        return new Wire(
                new Link(time, random.split(), scenario.back(), late / 2, beside.toMaster()),
                new Link(time, random.split(), scenario.there(), late, beside.toSlave()));
    }

    /** A slave of these masters on that machine. */
    SimulatedSlave slave(
            String name,
            Machine machine,
            Map<SimulatedMaster, Wire> wires,
            Lie lie,
            List<SimulatedMaster> masters,
            Observer observer) {
        return new SimulatedSlave(
                name,
                machine,
                wires,
                lie,
                random.split(),
                masters,
                redirect -> named(redirect.host(), masters),
                observer);
    }

    private static SimulatedMaster named(String name, List<SimulatedMaster> masters) {
        return masters.stream().filter(m -> m.name().equals(name)).findFirst().orElseThrow();
    }

    /** Makes a group of these masters, each of which is a slave while another one leads. */
    Election group(List<SimulatedMaster> masters, Observer observer) {
        Election election = new Election(time, random.split());
        for (SimulatedMaster master : masters) {
            master.join(election, slave(master.name(), master.machine(), wires(masters), Lie.NONE, masters, observer));
        }
        return election;
    }
}
