package io.campanile.simulator;

import io.campanile.core.Units;
import io.campanile.core.ensemble.EnsembleConfig;
import io.campanile.core.ensemble.Reference;
import io.campanile.core.round.Burst;
import io.campanile.core.round.ClusterConfig;
import io.campanile.simulator.check.InvariantChecker;
import io.campanile.simulator.check.UtcChecker;
import io.campanile.simulator.node.Election;
import io.campanile.simulator.node.History;
import io.campanile.simulator.node.Lie;
import io.campanile.simulator.node.SimulatedMaster;
import io.campanile.simulator.node.SimulatedSlave;
import io.campanile.simulator.node.Wire;
import io.campanile.simulator.scenario.Parameters;
import io.campanile.simulator.world.Machine;
import io.campanile.simulator.world.Utc;
import io.campanile.simulator.world.UtcReceiver;
import io.campanile.simulator.world.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A master or a group of them, its slaves, their clocks and the network between them, all drawn from one seed. */
public final class Cluster implements Nodes {

    /** True time at the start: some day, so that all wall clocks show one. */
    public static final long START_NANOS = 1_700_000_000 * Units.SECOND_NANOS;

    /** All slaves start within the first tenth of a second. */
    private static final long START_WITHIN_NANOS = Units.SECOND_NANOS / 10;

    private final VirtualTime time = new VirtualTime(START_NANOS);
    private final Utc utc = new Utc(time);
    private final History history = new History();
    private final InvariantChecker witness;
    private final List<SimulatedSlave> slaves = new ArrayList<>();
    private final List<SimulatedMaster> masters = new ArrayList<>();
    private final @Nullable Election election;

    public Cluster(Parameters p, double repeats, SplittableRandom random) {
        ClusterConfig config = ClusterConfig.of(
                        EnsembleConfig.DEFAULT, p.roundNanos(), p.holdoverNanos(), new Burst(p.burst()))
                .withReference(p.reference())
                .withImmediateUpTo(p.promptSlaves());
        UtcChecker utcChecker = new UtcChecker(time, utc, 1);
        witness = new InvariantChecker(time, config.session(), p.reference(), utcChecker);
        Hardware hardware = new Hardware(time, p, repeats, random);
        for (int i = 1; i <= p.masters(); i++) {
            masters.add(master(p.masters() == 1 ? "master" : "master-" + i, config, p, hardware, random));
        }
        for (int i = 1; i <= p.slaves(); i++) {
            slaves.add(slave(i, p, hardware, random));
        }
        election = p.masters() == 1 ? null : hardware.group(masters, witness);
        witness.watch(masters, slaves);
        if (p.utcErrorNanos() > 0) {
            machines().forEach(m -> m.clock().receive(new UtcReceiver(utc, random.split(), p.utcErrorNanos())));
            utcChecker.watch(machines());
        }
        if (election == null) {
            time.at(START_NANOS, masters.get(0)::start);
        } else {
            masters.forEach(m -> time.at(START_NANOS + random.nextLong(START_WITHIN_NANOS), m::start));
            election.start(masters);
        }
        slaves.forEach(s -> time.at(START_NANOS + random.nextLong(START_WITHIN_NANOS), s::start));
    }

    private SimulatedMaster master(
            String name, ClusterConfig config, Parameters p, Hardware hardware, SplittableRandom random) {
        Machine machine = p.reference() == Reference.LOCAL
                ? hardware.perfectMachine(p.masterWanderPpb())
                : hardware.machine(p.masterWanderPpb());
        return new SimulatedMaster(name, machine, random.split(), config, history, witness);
    }

    private SimulatedSlave slave(int number, Parameters p, Hardware hardware, SplittableRandom random) {
        int honest = p.slaves() - p.liars();
        boolean lies = number > honest;
        String name = lies ? "liar-" + (number - honest) : "slave-" + number;
        Lie lie = lies ? p.lie().of(number - honest, START_NANOS, random.split()) : Lie.NONE;
        Map<SimulatedMaster, Wire> wires = hardware.wires(masters);
        return hardware.slave(name, hardware.machine(p.wanderPpb()), wires, lie, masters, witness);
    }

    private List<Machine> machines() {
        return Stream.concat(
                        masters.stream().map(SimulatedMaster::machine),
                        slaves.stream().map(SimulatedSlave::machine))
                .toList();
    }

    @Override
    public Utc utc() {
        return utc;
    }

    @Override
    public VirtualTime time() {
        return time;
    }

    public InvariantChecker witness() {
        return witness;
    }

    @Override
    public List<SimulatedMaster> masters() {
        return masters;
    }

    @Override
    public Optional<Election> election() {
        return Optional.ofNullable(election);
    }

    /** How cluster time went on. */
    public History history() {
        return history;
    }

    @Override
    public List<SimulatedSlave> slaves() {
        return slaves;
    }
}
