package io.campanile.simulator;

import io.campanile.core.Units;
import io.campanile.core.ensemble.EnsembleConfig;
import io.campanile.core.ensemble.PullLimits;
import io.campanile.core.round.Burst;
import io.campanile.core.round.ClusterConfig;
import io.campanile.simulator.check.InvariantChecker;
import io.campanile.simulator.node.History;
import io.campanile.simulator.node.Lie;
import io.campanile.simulator.node.SimulatedMaster;
import io.campanile.simulator.node.SimulatedParent;
import io.campanile.simulator.node.SimulatedSlave;
import io.campanile.simulator.node.Wire;
import io.campanile.simulator.scenario.Parameters;
import io.campanile.simulator.world.Link;
import io.campanile.simulator.world.Machine;
import io.campanile.simulator.world.VirtualClock;
import io.campanile.simulator.world.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * A tree of clusters: each master but the root's follows the master above it. All their clocks and networks are like those of one
 * scenario, and drawn from one seed.
 *
 * <p>Each cluster has a witness of its own, which holds its clocks to its own time; {@link TreeWatch} holds all of them to the root's.
 */
public final class Tree {

    /** For how long a new cluster waits for the time of the one above it. */
    private static final long PATIENCE_NANOS = 300 * Units.SECOND_NANOS;

    private static final long START_WITHIN_NANOS = Units.SECOND_NANOS / 10;

    /** How often each cluster's witness looks: after each event would take most of the time with thousands of clocks. */
    private static final long LOOK_NANOS = Units.SECOND_NANOS / 10;

    private final VirtualTime time = new VirtualTime(Cluster.START_NANOS);
    private final Parameters scenario;
    private final ClusterConfig config;
    private final SplittableRandom random;
    private final Branch root;
    private final List<Branch> all = new ArrayList<>();
    private final List<SimulatedSlave> allLinks = new ArrayList<>();

    /**
     * A tree that is about to start.
     *
     * @param scenario the clocks, the network and the rounds
     * @param fanOut how many clusters each has below it, from the root down; the last number is how many slaves those have that have
     *     none below
     */
    public Tree(Parameters scenario, List<Integer> fanOut, SplittableRandom random) {
        this.scenario = scenario;
        this.random = random;
        this.config = ClusterConfig.of(
                        EnsembleConfig.DEFAULT,
                        scenario.roundNanos(),
                        scenario.holdoverNanos(),
                        new Burst(scenario.burst()))
                .withImmediateUpTo(scenario.promptSlaves());
        this.root = grow("m", machine(scenario.masterWanderPpb()), config, fanOut);
        all.forEach(branch -> {
            start(branch.master()::start);
            branch.slaves().forEach(slave -> start(slave::start));
        });
        look();
    }

    private void start(Runnable process) {
        time.at(Cluster.START_NANOS + random.nextLong(START_WITHIN_NANOS), process);
    }

    private void look() {
        all.forEach(branch -> branch.witness().look());
        time.at(time.now() + LOOK_NANOS, this::look);
    }

    private Branch grow(String name, Machine machine, ClusterConfig how, List<Integer> fanOut) {
        InvariantChecker witness = new InvariantChecker(time, how.session(), how.reference());
        History history = new History();
        SimulatedMaster master = new SimulatedMaster(name, machine, random.split(), how, history, witness);
        List<SimulatedSlave> slaves = new ArrayList<>();
        List<SimulatedSlave> links = new ArrayList<>();
        List<Branch> below = new ArrayList<>();
        for (int i = 1; i <= fanOut.get(0); i++) {
            if (fanOut.size() == 1) {
                slaves.add(slave(name + "-s" + i, machine(scenario.wanderPpb()), master, witness));
            } else {
                String child = name + "-" + i;
                Machine its = machine(scenario.masterWanderPpb());
                ClusterConfig follows = config.withPull(PullLimits.OF_PARENT);
                Branch branch = grow(child, its, follows, fanOut.subList(1, fanOut.size()));
                SimulatedSlave link = slave(child, its, master, witness);
                branch.master().descend(new SimulatedParent(link, List.of(master), PATIENCE_NANOS));
                links.add(link);
                allLinks.add(link);
                below.add(branch);
            }
        }
        witness.watch(
                List.of(master), Stream.concat(slaves.stream(), links.stream()).toList());
        Branch branch = new Branch(master, List.copyOf(slaves), List.copyOf(below), history, witness);
        all.add(branch);
        return branch;
    }

    private Machine machine(double wanderPpb) {
        long most = scenario.maxOffsetNanos();
        double drift = (2 * random.nextDouble() - 1) * scenario.maxDriftPpb();
        return new Machine(
                time, new VirtualClock(time, random.split(), random.nextLong(-most, most + 1), drift, wanderPpb));
    }

    private SimulatedSlave slave(String name, Machine machine, SimulatedMaster of, InvariantChecker witness) {
        Link toSlave = new Link(time, random.split(), scenario.there(), scenario.loss(), 0);
        Link toMaster = new Link(time, random.split(), scenario.back(), scenario.loss(), 0);
        return new SimulatedSlave(
                name,
                machine,
                Map.of(of, new Wire(toMaster, toSlave)),
                Lie.NONE,
                random.split(),
                List.of(of),
                redirect -> of,
                witness);
    }

    /** Lets everything happen up to this many seconds after the start. */
    public void run(double untilSecond) {
        time.run(Cluster.START_NANOS + Math.round(untilSecond * Units.SECOND_NANOS), () -> {});
    }

    /** True time. */
    public VirtualTime time() {
        return time;
    }

    /** The cluster whose time all others follow. */
    public Branch root() {
        return root;
    }

    /** All clusters, each behind those below it. */
    public List<Branch> branches() {
        return List.copyOf(all);
    }

    /** What each master but the root's is to the one above it. */
    public List<SimulatedSlave> links() {
        return List.copyOf(allLinks);
    }

    /** What was seen that must not be. */
    public List<String> violations() {
        return all.stream()
                .flatMap(branch -> branch.witness().violations().told().stream())
                .toList();
    }
}
