package io.campanile.simulator.node;

import io.campanile.clock.DisciplinedClock;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.ensemble.EnsembleConfig;
import io.campanile.core.ensemble.Outside;
import io.campanile.simulator.world.Machine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parent whose cluster's time a master's own follows: while the master leads, its process is a slave of the parent, with a clock
 * of its own for that.
 */
public final class SimulatedParent {

    private final SimulatedSlave slave;
    private final List<SimulatedMaster> masters;
    private final long patienceNanos;
    private ServedClock clock;
    private long sinceNanos;
    private boolean followed;

    /**
     * A parent that is not followed yet.
     *
     * @param slave what the master's process is to it: on the same machine
     * @param masters the parent, or the members of its group
     * @param patienceNanos for how long a new cluster waits for its time
     */
    public SimulatedParent(SimulatedSlave slave, List<SimulatedMaster> masters, long patienceNanos) {
        this.slave = slave;
        this.masters = List.copyOf(masters);
        this.patienceNanos = patienceNanos;
        this.clock = new ServedClock(slave.machine());
    }

    /** What the master's process is to the parent. */
    public SimulatedSlave slave() {
        return slave;
    }

    /** The master's process begins. */
    void begin() {
        Machine machine = slave.machine();
        clock = new ServedClock(machine);
        sinceNanos = machine.clock().nanos();
        followed = false;
        slave.beginsAnew();
    }

    /** The master leads from now on. */
    void follow() {
        followed = true;
        slave.begin(clock, masters);
    }

    /** It leads no more. */
    void letGo() {
        if (followed) {
            followed = false;
            slave.end();
        }
    }

    /** The process ends without a word; the machine closes its connections. */
    void hangUp() {
        if (followed) {
            slave.hangUp();
        }
    }

    /** The process is no more. */
    void forget() {
        slave.forget();
    }

    /** The time of the root of the tree, as far as what is known of the parent's time promises to be near that; null if it does not. */
    @Nullable
    Truth rootsTime() {
        return clock.clock().status() == ClockStatus.UNSYNCHRONIZED ? null : clock.rootsTime();
    }

    /** What is known of the parent's time. */
    Outside outside(long nowNanos, EnsembleConfig limits) {
        boolean patient = nowNanos - sinceNanos < patienceNanos;
        DisciplinedClock shown = clock.clock();
        return Outside.ofParent(shown.state(nowNanos), nowNanos, limits, patient)
                .telling(shown.read().timeline().utc(), nowNanos);
    }
}
