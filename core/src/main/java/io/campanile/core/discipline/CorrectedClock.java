package io.campanile.core.discipline;

/** A clock that takes corrections: what a slave's session needs of it. */
public interface CorrectedClock {

    /** What a reading tells the master at this local time. */
    ClockState state(long localNanos);

    /** What it takes from a master. */
    default ObedienceLimits obedience() {
        return ObedienceLimits.DEFAULT;
    }

    /** Applies or refuses a correction, as {@link Discipline} decides. */
    Decision correct(Correction correction);

    /** The master has found, with a majority, that this clock is wrong: until the next correction it promises nothing. */
    void reject();

    /** A master is not believed any more: masters of this epoch may be obeyed again, if a higher one was only its. */
    void forgetEpochsAbove(long epoch);
}
