package io.campanile.simulator;

import io.campanile.core.Units;
import io.campanile.core.ensemble.EnsembleConfig;
import io.campanile.core.ensemble.PullLimits;
import io.campanile.core.round.Burst;
import io.campanile.core.round.ClusterConfig;
import io.campanile.simulator.check.InvariantChecker;
import io.campanile.simulator.check.UtcChecker;
import io.campanile.simulator.node.History;
import io.campanile.simulator.node.Keeper;
import io.campanile.simulator.node.Lie;
import io.campanile.simulator.node.SimulatedMaster;
import io.campanile.simulator.node.SimulatedParent;
import io.campanile.simulator.node.SimulatedSlave;
import io.campanile.simulator.scenario.Fault;
import io.campanile.simulator.scenario.Parameters;
import io.campanile.simulator.world.Machine;
import io.campanile.simulator.world.Utc;
import io.campanile.simulator.world.UtcReceiver;
import io.campanile.simulator.world.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * A tree of clusters: each master but the root's follows the master above it. All their clocks and networks are like those of one
 * scenario, and drawn from one seed; each cluster has as many masters as the scenario, and they are a group where these are several.
 *
 * <p>The masters are named by the way to them from the root, {@code m}, {@code m-1}, {@code m-1-2}, those of a group {@code m-1-a} and so on;
 * slaves {@code m-1-s3}. Each cluster has a witness of its own, which holds its clocks to its own time; {@link TreeWatch} holds all of them to
 * the root's.
 */
public final class Tree {

    /** For how long a new cluster waits for the time of the one above it. */
    private static final long PATIENCE_NANOS = 300 * Units.SECOND_NANOS;

    private static final long START_WITHIN_NANOS = Units.SECOND_NANOS / 10;

    /** How often each cluster's witness looks: after each event would take most of the time with thousands of clocks. */
    private static final long LOOK_NANOS = Units.SECOND_NANOS / 10;

    private final VirtualTime time = new VirtualTime(Cluster.START_NANOS);
    private final Utc utc = new Utc(time);
    private final UtcChecker utcChecker;
    private final Parameters scenario;
    private final ClusterConfig config;
    private final SplittableRandom random;
    private final Hardware hardware;
    private final Branch root;
    private final List<Branch> all = new ArrayList<>();

    /**
     * A tree that is about to start.
     *
     * @param scenario the clocks, the network and the rounds; how many masters each cluster has
     * @param fanOut how many clusters each has below it, from the root down; the last number is how many slaves those have that have
     *     none below
     */
    public Tree(Parameters scenario, List<Integer> fanOut, SplittableRandom random) {
        this.scenario = scenario;
        this.random = random;
        this.utcChecker = new UtcChecker(time, utc, fanOut.size());
        this.hardware = new Hardware(time, scenario, 0, random);
        this.config = ClusterConfig.of(
                        EnsembleConfig.DEFAULT,
                        scenario.roundNanos(),
                        scenario.holdoverNanos(),
                        new Burst(scenario.burst()))
                .withImmediateUpTo(scenario.promptSlaves());
        this.root = grow("m", 0, config, fanOut);
        if (scenario.utcErrorNanos() > 0) {
            tellUtc(root.machines(), scenario.utcErrorNanos());
        }
        all.forEach(branch -> {
            branch.masters().forEach(master -> start(master::start));
            branch.election().ifPresent(election -> election.start(branch.masters()));
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

    private Branch grow(String name, int depth, ClusterConfig how, List<Integer> fanOut) {
        InvariantChecker witness = new InvariantChecker(time, how.session(), how.reference(), utcChecker);
        Branch branch = new Branch(time, utc, depth, new History(), witness);
        for (int i = 0; i < scenario.masters(); i++) {
            String its = scenario.masters() == 1 ? name : name + "-" + (char) ('a' + i);
            branch.add(new SimulatedMaster(
                    its, hardware.machine(scenario.masterWanderPpb()), random.split(), how, branch.history(), witness));
        }
        if (scenario.masters() > 1) {
            branch.elects(hardware.group(branch.masters(), witness));
        }
        for (int i = 1; i <= fanOut.get(0); i++) {
            if (fanOut.size() == 1) {
                branch.add(slaveOf(branch, name + "-s" + i, hardware.machine(scenario.wanderPpb())));
            } else {
                Branch child = grow(
                        name + "-" + i,
                        depth + 1,
                        config.withPull(PullLimits.OF_PARENT),
                        fanOut.subList(1, fanOut.size()));
                child.masters().forEach(master -> descend(child, master, branch));
                branch.add(child);
            }
        }
        witness.watch(
                branch.masters(),
                Stream.concat(branch.slaves().stream(), branch.mastersBelow().stream())
                        .toList());
        all.add(branch);
        return branch;
    }

    private void descend(Branch child, SimulatedMaster master, Branch parent) {
        SimulatedSlave link = slaveOf(parent, master.name(), master.machine());
        child.link(master, link);
        master.descend(new SimulatedParent(link, parent.masters(), PATIENCE_NANOS));
    }

    private SimulatedSlave slaveOf(Branch branch, String name, Machine machine) {
        return hardware.slave(
                name, machine, hardware.wires(branch.masters()), Lie.NONE, branch.masters(), branch.witness());
    }

    /**
     * These machines know UTC from now on, as by an NTP daemon.
     *
     * @param errorNanos what each says to be off by at most
     */
    public void tellUtc(List<Machine> machines, long errorNanos) {
        machines.forEach(machine -> machine.clock().receive(new UtcReceiver(utc, random.split(), errorNanos)));
        utcChecker.watch(machines);
    }

    /**
     * Plans what is to go wrong: with a master or a slave by its name, with {@code all} slaves, or with the {@code master} that leads at the
     * root.
     *
     * @throws IllegalArgumentException if a fault is about somebody that there is not
     */
    public void plan(List<Fault> faults) {
        faults.forEach(this::plan);
    }

    private void plan(Fault fault) {
        if (fault.who().equals("all")) {
            all.stream()
                    .filter(branch -> !branch.slaves().isEmpty())
                    .forEach(branch -> new FaultInjector(branch).plan(List.of(fault)));
        } else {
            new FaultInjector(branchOf(fault)).plan(List.of(fault));
        }
    }

    private Branch branchOf(Fault fault) {
        if (fault.who().equals("master") || fault.kind() == Fault.Kind.UTC_JUMP) {
            return root;
        }
        return all.stream()
                .filter(branch -> Stream.<Keeper>concat(branch.masters().stream(), branch.slaves().stream())
                        .anyMatch(node -> node.name().equals(fault.who())))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "faults: there is no %s to %s: in a tree, name master, which is the root's, all, a master such as %s or a slave such as %s"
                                .formatted(
                                        fault.who(),
                                        fault.kind().word(),
                                        all.get(0).master().name(),
                                        all.get(0).slaves().get(0).name())));
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

    /** What the masters of all clusters but the root's are to the ones above them. */
    public List<SimulatedSlave> links() {
        return all.stream().flatMap(branch -> branch.mastersBelow().stream()).toList();
    }

    /** What was seen that must not be. */
    public List<String> violations() {
        return all.stream()
                .flatMap(branch -> branch.witness().violations().told().stream())
                .toList();
    }
}
