package io.campanile.master;

import io.campanile.core.message.RejectionReason;
import org.jspecify.annotations.Nullable;

/**
 * Something that changed from one round to the next, for people.
 *
 * @param kind what kind of thing
 * @param slave to whom it happened; null when it is about the cluster, or about many
 * @param text one sentence, of which the slave is the subject
 * @param reason why the slave was left out; null for changes of another kind, and for many slaves
 */
public record RoundChange(
        Kind kind,
        @Nullable String slave,
        String text,
        @Nullable RejectionReason reason) {

    /** The kinds of things that happen. */
    public enum Kind {
        /** A slave joined, or came back. */
        JOINED,
        /** A slave said goodbye. */
        LEFT,
        /** A slave ended without a goodbye. */
        LOST,
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
