package io.campanile.simulator;

import io.campanile.core.Units;
import io.campanile.simulator.node.SimulatedMaster;
import io.campanile.simulator.node.SimulatedSlave;
import io.campanile.simulator.scenario.Fault;
import io.campanile.simulator.world.Link;
import io.campanile.simulator.world.Machine;
import io.campanile.simulator.world.VirtualTime;
import java.util.List;

/** Makes a cluster's faults happen. */
public final class FaultInjector {

    private final Cluster cluster;
    private final VirtualTime time;

    public FaultInjector(Cluster cluster) {
        this.cluster = cluster;
        this.time = cluster.time();
    }

    /**
     * Plans them.
     *
     * @throws IllegalArgumentException if one is about somebody that there is not
     */
    public void plan(List<Fault> faults) {
        for (Fault fault : faults) {
            long at = Cluster.START_NANOS + fault.atNanos();
            if (fault.who().equals("master")) {
                plan(fault, at, cluster.master());
                continue;
            }
            List<SimulatedSlave> victims = cluster.slaves().stream()
                    .filter(s -> fault.who().equals("all") || fault.who().equals(s.name()))
                    .toList();
            if (victims.isEmpty()) {
                throw new IllegalArgumentException(
                        "faults: there is no %s: name master, all or a slave such as slave-1".formatted(fault.who()));
            }
            victims.forEach(victim -> plan(fault, at, victim));
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
            case RESTART -> absent(machine, at, slave::crash, end, slave::start);
            case CRASH -> absent(machine, at, slave::losePower, end, slave::start);
            case LEAVE -> absent(machine, at, slave::leave, end, slave::start);
            case CUT -> {
                cut(slave.toMaster(), at, end);
                cut(slave.toSlave(), at, end);
            }
            case CUT_TO -> cut(slave.toSlave(), at, end);
            case CUT_FROM -> cut(slave.toMaster(), at, end);
            case CONGEST -> {
                time.at(at, () -> congest(slave, fault.amount()));
                time.at(end, () -> congest(slave, 0));
            }
        }
    }

    private void plan(Fault fault, long at, SimulatedMaster master) {
        long end = at + fault.lastsNanos();
        Machine machine = master.machine();
        switch (fault.kind()) {
            case STEP -> breakAt(at, () -> step(fault, machine));
            case SPEED -> breakAt(at, () -> machine.clock().speedUp(fault.amount()));
            case RAMP -> time.at(at, () -> ramp(fault, machine));
            case SUSPEND -> {
                breakAt(at, machine::suspend);
                time.at(end, machine::resume);
            }
            case RESTART -> absent(machine, at, master::crash, end, master::start);
            case CRASH -> absent(machine, at, master::losePower, end, master::start);
            case LEAVE -> absent(machine, at, master::leave, end, master::start);
            case CUT ->
                cluster.slaves().forEach(s -> {
                    cut(s.toMaster(), at, end);
                    cut(s.toSlave(), at, end);
                });
            case CUT_TO -> cluster.slaves().forEach(s -> cut(s.toMaster(), at, end));
            case CUT_FROM -> cluster.slaves().forEach(s -> cut(s.toSlave(), at, end));
            case CONGEST -> {
                time.at(at, () -> cluster.slaves().forEach(s -> congest(s, fault.amount())));
                time.at(end, () -> cluster.slaves().forEach(s -> congest(s, 0)));
            }
        }
    }

    /** Breaks the master's clock: what it is cluster time of ends there. */
    private void breakAt(long at, Runnable fault) {
        time.at(at, () -> {
            cluster.master().clockBreaks();
            fault.run();
        });
    }

    private static void step(Fault fault, Machine machine) {
        // A running process reads a monotonic clock.
        machine.clock().step(machine.isUp() ? Math.abs((long) fault.amount()) : (long) fault.amount());
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

    private static void congest(SimulatedSlave slave, double meanNanos) {
        slave.toMaster().congest(meanNanos);
        slave.toSlave().congest(meanNanos);
    }
}
