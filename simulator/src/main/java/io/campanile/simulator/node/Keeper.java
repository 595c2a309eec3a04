package io.campanile.simulator.node;

import io.campanile.clock.ClusterReading;
import io.campanile.clock.DisciplinedClock;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.simulator.world.Machine;
import org.jspecify.annotations.Nullable;

/** A node with a cluster clock. */
public interface Keeper {

    /** What people call it. */
    String name();

    /** Where its process runs. */
    Machine machine();

    /** The present process's cluster clock. */
    DisciplinedClock clock();

    /** Whether it tells what its clock shows. */
    default boolean isHonest() {
        return true;
    }

    /** The cluster time that its clock promises to be near; null while it promises nothing that could be asked of it. */
    @Nullable
    Truth promised();

    /**
     * The cluster time of the root of a tree that its clock promises to be near; null while it promises nothing that could be asked of it,
     * or one of the masters in between did not when it told what that rests on.
     */
    @Nullable
    Truth rootsTime();

    /** Whether it runs, and its promise to be near this time is in force. */
    default boolean promises(Truth time) {
        return machine().isRunning() && promised() == time && clock().read().status() != ClockStatus.UNSYNCHRONIZED;
    }

    /** Whether its clock, which promises something, is further from this time than it says. */
    default boolean breaksItsWordAbout(Truth other) {
        ClusterReading reading = clock().read();
        return reading.status() != ClockStatus.UNSYNCHRONIZED
                && Math.abs(reading.clusterNanos() - other.nanos()) > reading.errorNanos();
    }
}
