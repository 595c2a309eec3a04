package io.campanile.simulator.node;

import org.jspecify.annotations.Nullable;

/** The time of the root of a tree, as far as what one master decides rests on it: its own, if it follows nobody. */
final class Root {

    private boolean isAbove;
    private @Nullable Truth time;

    /**
     * The master has a parent.
     *
     * @param rootsTime the root's time, as far as a round that is closed now rests on that; null if it does not
     */
    void isAbove(@Nullable Truth rootsTime) {
        isAbove = true;
        time = rootsTime;
    }

    /** That of a master whose cluster's time is this one; null if what it decides rests on none. */
    @Nullable
    Truth of(Truth own) {
        return isAbove ? time : own;
    }
}
