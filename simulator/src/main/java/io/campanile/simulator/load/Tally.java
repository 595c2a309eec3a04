package io.campanile.simulator.load;

import io.campanile.core.discipline.Timeline;

/**
 * How often a slave's clock had been corrected by a round.
 *
 * @param epoch the master's epoch; 0 before the first correction
 * @param round the round, of that epoch
 * @param corrections how many corrections had made its mapping
 */
record Tally(long epoch, long round, long corrections) {

    /** As a clock tells: its last correction's round, and how many there were. */
    static Tally of(Timeline timeline) {
        return new Tally(timeline.epoch(), timeline.round(), timeline.target().version());
    }

    /** Whether this is of a later round. */
    boolean isAfter(Tally other) {
        return epoch > other.epoch || (epoch == other.epoch && round > other.round);
    }
}
