package io.campanile.core.session;

import io.campanile.core.discipline.ClockState;
import io.campanile.core.discipline.CorrectedClock;
import io.campanile.core.discipline.Correction;
import io.campanile.core.discipline.Decision;
import io.campanile.core.discipline.Discipline;
import io.campanile.core.discipline.DisciplineLimits;

/** The production discipline on a local clock that the test moves. */
final class TestClock implements CorrectedClock {

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
    public Decision correct(Correction correction) {
        return discipline.decide(correction, localNanos);
    }

    @Override
    public void reject() {
        discipline.rejected();
    }

    @Override
    public void forgetEpochsAbove(long epoch) {
        discipline.forgetEpochsAbove(epoch);
    }

    long served() {
        return discipline.timeline().served(localNanos);
    }
}
