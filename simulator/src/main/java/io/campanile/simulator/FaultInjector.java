package io.campanile.simulator;

import io.campanile.core.Units;
import io.campanile.simulator.node.Election;
import io.campanile.simulator.node.SimulatedMaster;
import io.campanile.simulator.node.SimulatedSlave;
import io.campanile.simulator.node.Wire;
import io.campanile.simulator.scenario.Fault;
import io.campanile.simulator.world.Link;
import io.campanile.simulator.world.Machine;
import io.campanile.simulator.world.UtcReceiver;
import io.campanile.simulator.world.VirtualTime;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Makes faults happen to a cluster, be it one of a tree. */
public final class FaultInjector {

    private final Nodes cluster;
    private final VirtualTime time;

    /** Those of a cluster with one name each: a slave's or a master's, or what stands for some of them. */
    public FaultInjector(Nodes cluster) {
        this.cluster = cluster;
        this.time = cluster.time();
    }

    /**
     * Plans them.
     *
     * @throws IllegalArgumentException if one is about somebody that there is not
     */
    public void plan(List<Fault> faults) {
        faults.forEach(this::plan);
    }

    private void plan(Fault fault) {
        long at = Cluster.START_NANOS + fault.atNanos();
        if (fault.kind() == Fault.Kind.UTC_JUMP) {
            time.at(at, () -> cluster.utc().jump((long) fault.amount()));
            return;
        }
        List<SimulatedMaster> masters = cluster.masters().stream()
                .filter(m -> fault.who().equals("masters") || fault.who().equals(m.name()))
                .toList();
        List<SimulatedSlave> slaves = cluster.slaves().stream()
                .filter(s -> fault.who().equals("all") || fault.who().equals(s.name()))
                .toList();
        if (!masters.isEmpty()) {
            masters.forEach(victim -> plan(fault, at, victim));
        } else if (fault.who().equals("master")) {
            // Who leads is known only then.
            time.at(at, () -> plan(fault, at, cluster.master()));
        } else if (slaves.isEmpty() || fault.kind().isOfMaster()) {
            throw new IllegalArgumentException(
                    "faults: there is no %s to %s: name master, all or a slave such as slave-1; a master such as master-1 or all masters where there are several"
                            .formatted(fault.who(), fault.kind().word()));
        } else {
            slaves.forEach(victim -> plan(fault, at, victim));
        }
    }

    private void plan(Fault fault, long at, SimulatedSlave slave) {
        long end = at + fault.lastsNanos();
        Machine machine = slave.machine();
        switch (fault.kind()) {
            case STEP -> time.at(at, () -> step(fault, machine));
            case SPEED -> time.at(at, () -> machine.clock().speedUp(fault.amount()));
            case RAMP -> time.at(at, () -> ramp(fault, machine));
            case SUSPEND -> {
                time.at(at, machine::suspend);
                time.at(end, machine::resume);
            }
            case SLEEP -> {
                time.at(at, machine::suspend);
                time.at(end, () -> machine.wake((long) fault.amount()));
            }
            case RESTART -> absent(machine, at, slave::crash, end, slave::start);
            case CRASH -> absent(machine, at, slave::losePower, end, slave::start);
            case LEAVE -> absent(machine, at, slave::leave, end, slave::start);
            case CUT -> slave.wires().forEach(wire -> cut(wire, at, end));
            case CUT_TO -> slave.wires().forEach(wire -> cut(wire.toSlave(), at, end));
            case CUT_FROM -> slave.wires().forEach(wire -> cut(wire.toMaster(), at, end));
            case CONGEST -> congest(slave.wires(), fault, at, end);
            case HOLD_TO -> slave.wires().forEach(wire -> hold(wire.toSlave(), fault, at, end));
            case HOLD_FROM -> slave.wires().forEach(wire -> hold(wire.toMaster(), fault, at, end));
            case REPLAY -> slave.wires().forEach(wire -> replay(wire, at, end));
            case DROP -> slave.wires().forEach(wire -> drop(wire, at, end));
            case UTC_WRONG, UTC_SILENT -> mislead(fault, at, end, machine);
            case UTC_JUMP, CUT_MASTERS, CUT_SLAVES, ELECT, BETRAY ->
                throw new IllegalArgumentException("slaves do not lead");
        }
    }

    private void plan(Fault fault, long at, SimulatedMaster master) {
        long end = at + fault.lastsNanos();
        Machine machine = master.machine();
        switch (fault.kind()) {
            case STEP -> breakAt(at, master, () -> step(fault, machine));
            case SPEED -> breakAt(at, master, () -> machine.clock().speedUp(fault.amount()));
            case RAMP -> time.at(at, () -> ramp(fault, machine));
            case SUSPEND -> {
                breakAt(at, master, machine::suspend);
                time.at(end, machine::resume);
            }
            case SLEEP -> {
                breakAt(at, master, machine::suspend);
                time.at(end, () -> machine.wake((long) fault.amount()));
            }
            case RESTART -> absent(machine, at, master::crash, end, master::start);
            case CRASH -> absent(machine, at, master::losePower, end, master::start);
            case LEAVE -> absent(machine, at, master::leave, end, master::start);
            case CUT -> {
                incoming(master).forEach(wire -> cut(wire, at, end));
                outgoing(master).forEach(wire -> cut(wire, at, end));
            }
            case CUT_TO -> {
                incoming(master).forEach(wire -> cut(wire.toMaster(), at, end));
                outgoing(master).forEach(wire -> cut(wire.toSlave(), at, end));
            }
            case CUT_FROM -> {
                incoming(master).forEach(wire -> cut(wire.toSlave(), at, end));
                outgoing(master).forEach(wire -> cut(wire.toMaster(), at, end));
            }
            case CONGEST -> congest(incoming(master), fault, at, end);
            case HOLD_TO -> incoming(master).forEach(wire -> hold(wire.toMaster(), fault, at, end));
            case HOLD_FROM -> incoming(master).forEach(wire -> hold(wire.toSlave(), fault, at, end));
            case REPLAY -> incoming(master).forEach(wire -> replay(wire, at, end));
            case DROP -> incoming(master).forEach(wire -> drop(wire, at, end));
            case BETRAY -> {
                time.at(at, () -> master.betrayal().begin((long) fault.amount()));
                time.at(end, () -> master.betrayal().begin(0));
            }
            case UTC_WRONG, UTC_SILENT -> mislead(fault, at, end, machine);
            case UTC_JUMP -> throw new IllegalArgumentException("UTC is nobody's");
            case CUT_MASTERS -> {
                standbys(master).forEach(standby -> cut(standby.wireTo(master), at, end));
                toItsGroup(master).forEach(wire -> cut(wire, at, end));
            }
            case CUT_SLAVES ->
                Stream.concat(cluster.slaves().stream(), cluster.mastersBelow().stream())
                        .forEach(slave -> cut(slave.wireTo(master), at, end));
            case ELECT ->
                time.at(
                        at,
                        () -> cluster.election()
                                .ifPresent(election ->
                                        election.elect(master, Math.min(fault.lastsNanos(), Election.LEASE_NANOS))));
        }
    }

    /** The wires of all who can be slaves of this master. */
    private List<Wire> incoming(SimulatedMaster master) {
        return Stream.of(cluster.slaves().stream(), cluster.mastersBelow().stream(), standbys(master))
                .flatMap(slaves -> slaves)
                .map(slave -> slave.wireTo(master))
                .toList();
    }

    /** The other masters, as the slaves of this one that they can be. */
    private Stream<SimulatedSlave> standbys(SimulatedMaster master) {
        return cluster.masters().stream().filter(other -> other != master).flatMap(other -> other.standby().stream());
    }

    /** The wires of this master, as the slave of another one that it can be: of its group, or above it. */
    private Collection<Wire> outgoing(SimulatedMaster master) {
        return Stream.concat(toItsGroup(master).stream(), cluster.wiresUp(master).stream())
                .toList();
    }

    private static Collection<Wire> toItsGroup(SimulatedMaster master) {
        return master.standby().map(SimulatedSlave::wires).orElse(List.of());
    }

    /** Breaks a master's clock: what it decides is cluster time no more. */
    private void breakAt(long at, SimulatedMaster master, Runnable fault) {
        time.at(at, () -> {
            master.clockBreaks();
            fault.run();
        });
    }

    private static void step(Fault fault, Machine machine) {
        // A running process reads a monotonic clock.
        machine.clock().step(machine.isUp() ? Math.abs((long) fault.amount()) : (long) fault.amount());
    }

    /** What a machine knows of UTC is wrong for some time, or it knows nothing. */
    private void mislead(Fault fault, long from, long until, Machine machine) {
        machine.clock().receiver().ifPresent(receiver -> {
            boolean silent = fault.kind() == Fault.Kind.UTC_SILENT;
            time.at(from, () -> mislead(receiver, silent, (long) fault.amount(), true));
            time.at(until, () -> mislead(receiver, silent, 0, false));
        });
    }

    private static void mislead(UtcReceiver receiver, boolean silent, long nanos, boolean begins) {
        if (silent) {
            receiver.fallSilent(begins);
        } else {
            receiver.err(nanos);
        }
    }

    private static void ramp(Fault fault, Machine machine) {
        long seconds = Math.max(1, fault.lastsNanos() / Units.SECOND_NANOS);
        machine.clock().ramp(fault.amount() / seconds, seconds);
    }

    /** Ends a process, if there is one, and starts another one, if there is none by then. */
    private void absent(Machine machine, long from, Runnable end, long until, Runnable start) {
        time.at(from, () -> {
            if (machine.isUp()) {
                end.run();
            }
        });
        time.at(until, () -> {
            if (!machine.isUp()) {
                start.run();
            }
        });
    }

    private void cut(Link link, long from, long until) {
        time.at(from, link::cut);
        time.at(until, link::mend);
    }

    private void cut(Wire wire, long from, long until) {
        cut(wire.toMaster(), from, until);
        cut(wire.toSlave(), from, until);
    }

    private void drop(Wire wire, long from, long until) {
        wire.toMaster().datagrams().ifPresent(link -> cut(link, from, until));
        wire.toSlave().datagrams().ifPresent(link -> cut(link, from, until));
    }

    private void hold(Link link, Fault fault, long from, long until) {
        time.at(from, () -> link.hold((long) fault.amount()));
        time.at(until, () -> link.hold(0));
    }

    private void replay(Wire wire, long from, long until) {
        for (Link link : List.of(wire.toSlave(), wire.toMaster())) {
            time.at(from, link::record);
            time.at(until, link::replay);
        }
    }

    private void congest(Collection<Wire> wires, Fault fault, long from, long until) {
        time.at(from, () -> wires.forEach(wire -> wire.congest(fault.amount())));
        time.at(until, () -> wires.forEach(wire -> wire.congest(0)));
    }
}
