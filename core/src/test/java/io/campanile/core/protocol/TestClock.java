package io.campanile.core.protocol;

import io.campanile.core.discipline.ClockState;
import io.campanile.core.discipline.Decision;
import io.campanile.core.discipline.Discipline;
import io.campanile.core.discipline.DisciplineLimits;
import io.campanile.core.discipline.SteeredClock;
import io.campanile.core.discipline.Steering;

/** The production discipline on a local clock that the test moves. */
final class TestClock implements SteeredClock {

    final Discipline discipline;
    long localNanos;

    TestClock(DisciplineLimits limits, long localNanos) {
        this.discipline = new Discipline(limits);
        this.localNanos = localNanos;
    }

    @Override
    public ClockState state(long atNanos) {
        return discipline.state(atNanos);
    }

    @Override
    public Decision steer(Steering steering) {
        return discipline.decide(steering, localNanos);
    }

    long served() {
        return discipline.timeline().served(localNanos);
    }
}
