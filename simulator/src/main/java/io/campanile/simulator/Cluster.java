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
import io.campanile.simulator.world.Link;
import io.campanile.simulator.world.Machine;
import io.campanile.simulator.world.Utc;
import io.campanile.simulator.world.UtcReceiver;
import io.campanile.simulator.world.VirtualClock;
import io.campanile.simulator.world.VirtualTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A master or a group of them, its slaves, their clocks and the network between them, all drawn from one seed. */
public final class Cluster {

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
        UtcChecker utcChecker = new UtcChecker(time, utc);
        witness = new InvariantChecker(time, config.session(), p.reference(), utcChecker);
        for (int i = 1; i <= p.masters(); i++) {
            masters.add(master(p.masters() == 1 ? "master" : "master-" + i, config, p, random));
        }
        for (int i = 1; i <= p.slaves(); i++) {
            slaves.add(slave(i, p, repeats, random));
        }
        election = p.masters() == 1 ? null : group(p, repeats, random);
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

    private SimulatedMaster master(String name, ClusterConfig config, Parameters p, SplittableRandom random) {
        boolean perfect = p.reference() == Reference.LOCAL;
        Machine machine = perfect
                ? new Machine(time, new VirtualClock(time, random.split(), 0, 0, p.masterWanderPpb()))
                : machine(p, p.masterWanderPpb(), random);
        return new SimulatedMaster(name, machine, random.split(), config, history, witness);
    }

    private Machine machine(Parameters p, double wanderPpb, SplittableRandom random) {
        long offset = random.nextLong(-p.maxOffsetNanos(), p.maxOffsetNanos() + 1);
        double drift = (2 * random.nextDouble() - 1) * p.maxDriftPpb();
        return new Machine(time, new VirtualClock(time, random.split(), offset, drift, wanderPpb));
    }

    private Election group(Parameters p, double repeats, SplittableRandom random) {
        Election ofGroup = new Election(time, random.split());
        for (SimulatedMaster master : masters) {
            SimulatedSlave standby = new SimulatedSlave(
                    master.name(),
                    master.machine(),
                    wires(p, repeats, random),
                    Lie.NONE,
                    random.split(),
                    masters,
                    redirect -> named(redirect.host()),
                    witness);
            master.join(ofGroup, standby);
        }
        return ofGroup;
    }

    private SimulatedSlave slave(int number, Parameters p, double repeats, SplittableRandom random) {
        int honest = p.slaves() - p.liars();
        boolean lies = number > honest;
        String name = lies ? "liar-" + (number - honest) : "slave-" + number;
        Lie lie = lies ? p.lie().of(number - honest, START_NANOS, random.split()) : Lie.NONE;
        Map<SimulatedMaster, Wire> wires = wires(p, repeats, random);
        return new SimulatedSlave(
                name,
                machine(p, p.wanderPpb(), random),
                wires,
                lie,
                random.split(),
                masters,
                redirect -> named(redirect.host()),
                witness);
    }

    private Map<SimulatedMaster, Wire> wires(Parameters p, double repeats, SplittableRandom random) {
        Map<SimulatedMaster, Wire> wires = new LinkedHashMap<>();
        for (SimulatedMaster master : masters) {
            Link toSlave = new Link(time, random.split(), p.there(), p.loss(), repeats);
            Link toMaster = new Link(time, random.split(), p.back(), p.loss(), repeats);
            Wire packets = new Wire(toMaster, toSlave);
            wires.put(master, p.connectionNanos() == 0 ? packets : connection(packets, p, random));
        }
        return wires;
    }

    /** A connection with those packets as its datagrams. */
    private Wire connection(Wire beside, Parameters p, SplittableRandom random) {
        long late = p.connectionNanos();
        return new Wire(
                new Link(time, random.split(), p.back(), late / 2, beside.toMaster()),
                new Link(time, random.split(), p.there(), late, beside.toSlave()));
    }

    private SimulatedMaster named(String name) {
        return masters.stream().filter(m -> m.name().equals(name)).findFirst().orElseThrow();
    }

    private List<Machine> machines() {
        return Stream.concat(
                        masters.stream().map(SimulatedMaster::machine),
                        slaves.stream().map(SimulatedSlave::machine))
                .toList();
    }

    /** UTC as it is, whatever machines know of it. */
    public Utc utc() {
        return utc;
    }

    public VirtualTime time() {
        return time;
    }

    public InvariantChecker witness() {
        return witness;
    }

    /** The only master; the one that leads in the newest epoch, or did, of a group. */
    public SimulatedMaster master() {
        SimulatedMaster elected = election == null ? null : election.leader();
        return elected == null ? masters.get(0) : elected;
    }

    /** All masters. */
    public List<SimulatedMaster> masters() {
        return masters;
    }

    /** Who decides who leads; empty where there is only one master. */
    public Optional<Election> election() {
        return Optional.ofNullable(election);
    }

    /** How cluster time went on. */
    public History history() {
        return history;
    }

    public List<SimulatedSlave> slaves() {
        return slaves;
    }
}
