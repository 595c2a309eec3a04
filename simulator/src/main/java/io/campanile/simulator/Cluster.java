package io.campanile.simulator;

import io.campanile.core.Units;
import io.campanile.core.ensemble.EnsembleConfig;
import io.campanile.core.ensemble.Reference;
import io.campanile.core.round.Burst;
import io.campanile.core.round.ClusterConfig;
import io.campanile.simulator.check.InvariantChecker;
import io.campanile.simulator.node.Lie;
import io.campanile.simulator.node.SimulatedMaster;
import io.campanile.simulator.node.SimulatedSlave;
import io.campanile.simulator.scenario.Parameters;
import io.campanile.simulator.world.Link;
import io.campanile.simulator.world.Machine;
import io.campanile.simulator.world.VirtualClock;
import io.campanile.simulator.world.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A master, its slaves, their clocks and the network between them, all drawn from one seed. */
public final class Cluster {

    /** True time at the start: some day, so that all wall clocks show one. */
    public static final long START_NANOS = 1_700_000_000 * Units.SECOND_NANOS;

    /** All slaves start within the first tenth of a second. */
    private static final long START_WITHIN_NANOS = Units.SECOND_NANOS / 10;

    private final VirtualTime time = new VirtualTime(START_NANOS);
    private final InvariantChecker witness;
    private final List<SimulatedSlave> slaves = new ArrayList<>();
    private final SimulatedMaster master;

    public Cluster(Parameters p, double repeats, SplittableRandom random) {
        ClusterConfig config = ClusterConfig.of(
                        EnsembleConfig.DEFAULT, p.roundNanos(), p.holdoverNanos(), new Burst(p.burst()))
                .withReference(p.reference())
                .withImmediateUpTo(p.promptSlaves());
        witness = new InvariantChecker(time, config.session(), p.reference());
        boolean perfect = p.reference() == Reference.LOCAL;
        Machine machine = perfect
                ? new Machine(time, new VirtualClock(time, random.split(), 0, 0, p.masterWanderPpb()))
                : machine(p, p.masterWanderPpb(), random);
        master = new SimulatedMaster(machine, random.split(), config, witness);
        for (int i = 1; i <= p.slaves(); i++) {
            slaves.add(slave(i, p, repeats, random));
        }
        witness.watch(master, slaves);
        time.at(START_NANOS, master::start);
        slaves.forEach(s -> time.at(START_NANOS + random.nextLong(START_WITHIN_NANOS), s::start));
    }

    private Machine machine(Parameters p, double wanderPpb, SplittableRandom random) {
        long offset = random.nextLong(-p.maxOffsetNanos(), p.maxOffsetNanos() + 1);
        double drift = (2 * random.nextDouble() - 1) * p.maxDriftPpb();
        return new Machine(time, new VirtualClock(time, random.split(), offset, drift, wanderPpb));
    }

    private SimulatedSlave slave(int number, Parameters p, double repeats, SplittableRandom random) {
        int honest = p.slaves() - p.liars();
        boolean lies = number > honest;
        String name = lies ? "liar-" + (number - honest) : "slave-" + number;
        Lie lie = lies ? p.lie().of(number - honest, START_NANOS, random.split()) : Lie.NONE;
        Link toSlave = new Link(time, random.split(), p.there(), p.loss(), repeats);
        Link toMaster = new Link(time, random.split(), p.back(), p.loss(), repeats);
        return new SimulatedSlave(
                name,
                machine(p, p.wanderPpb(), random),
                toMaster,
                toSlave,
                lie,
                random.split(),
                List.of(master),
                redirect -> master,
                witness);
    }

    public VirtualTime time() {
        return time;
    }

    public InvariantChecker witness() {
        return witness;
    }

    public SimulatedMaster master() {
        return master;
    }

    public List<SimulatedSlave> slaves() {
        return slaves;
    }
}
