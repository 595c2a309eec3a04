package io.campanile.simulator.node;

import io.campanile.clock.DisciplinedClock;
import io.campanile.core.discipline.ClockRecorder;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.discipline.DisciplineLimits;
import io.campanile.simulator.world.Machine;
import org.jspecify.annotations.Nullable;

/** The one cluster clock of a process, whoever corrects it, and what it promises. */
final class ServedClock {

    private final Machine machine;
    private final DisciplinedClock clock;
    private @Nullable BoundBasis promise;

    /** The version of the mapping with which it began to promise what it promises. */
    private long sinceVersion;

    /** A clock that nobody has corrected yet. */
    ServedClock(Machine machine) {
        this(machine, ClockRecorder.NONE);
    }

    /** The same for one of which somebody hears what it is told and decides. */
    ServedClock(Machine machine, ClockRecorder recorder) {
        this.machine = machine;
        this.clock = new DisciplinedClock(machine.clock(), DisciplineLimits.DEFAULT, recorder);
    }

    DisciplinedClock clock() {
        return clock;
    }

    /** A correction was applied that rests on this. */
    void rests(@Nullable BoundBasis on) {
        if (promise == null || on == null || promise.truth() != on.truth()) {
            sinceVersion = clock.state(machine.clock().nanos()).mapping().version();
        }
        promise = on;
    }

    /** The cluster time that it promises to be near; null while it promises nothing that could be asked of it. */
    @Nullable
    Truth promised() {
        return promise != null && promise.binds(machine.clock()) ? promise.truth() : null;
    }

    /** The cluster time of a tree's root that it promises to be near; null while it promises nothing that could be asked of it. */
    @Nullable
    Truth rootsTime() {
        return promise != null && promise.binds(machine.clock()) ? promise.root() : null;
    }

    /**
     * Whether it is as near this time as it was told: while its promise is in force, and after that until the time has become
     * another master's.
     *
     * @param version that of the mapping which it has told of: with an earlier one it kept an earlier time
     */
    boolean keeps(Truth time, long version) {
        return promise != null
                && version >= sinceVersion
                && promised() == time
                && (clock.status() != ClockStatus.UNSYNCHRONIZED || time.follows(promise.by()));
    }
}
