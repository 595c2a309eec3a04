package io.campanile.admin.master;

import org.jspecify.annotations.Nullable;

/**
 * Something that happened in a round, for people.
 *
 * @param id counts the master's changes from 1
 * @param round in which round
 * @param atNanos the master's local time at its end
 * @param kind what kind of thing
 * @param slave to whom; null when it is about the cluster, or about many
 * @param text one sentence
 */
record Change(
        long id,
        long round,
        long atNanos,
        Kind kind,
        @Nullable String slave,
        String text) {

    /** The kinds of things that happen. */
    enum Kind {
        /** A slave joined. */
        JOINED,
        /** A slave left. */
        LEFT,
        /** A slave was left out of the round. */
        REJECTED,
        /** A slave counts again. */
        ACCEPTED,
        /** Where a slave stands changed in another way. */
        STATE,
        /** What comes of rounds changed. */
        OUTCOME
    }
}
