package io.campanile.load;

import io.campanile.core.discipline.Timeline;

/**
 * How often a slave's clock had been corrected by a round.
 *
 * @param round that round
 * @param corrections how many corrections had made its mapping
 */
record Tally(Round round, long corrections) {

    /** As a clock tells: its last correction's round, and how many there were. */
    static Tally of(Timeline timeline) {
        return new Tally(
                new Round(timeline.epoch(), timeline.round()), timeline.target().version());
    }
}
