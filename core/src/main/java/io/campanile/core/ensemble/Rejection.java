package io.campanile.core.ensemble;

import io.campanile.core.message.RejectionReason;
import org.jspecify.annotations.Nullable;

/**
 * Why a clock was left out of a round. A fact, not a failure.
 *
 * @param slave the slave's name
 * @param reason the kind of reason
 * @param detail the figures, for a person: what was seen, the limit, what to do
 * @param wrongByNanos by how much the slave's clock is wrong, positive when it is ahead, if a majority agreed in this round that it
 *     is, and did not correct it: what it was told is void. Null in any other case
 */
public record Rejection(
        String slave,
        RejectionReason reason,
        String detail,
        @Nullable Long wrongByNanos) {

    /** One that leaves in force what the slave was told. */
    public Rejection(String slave, RejectionReason reason, String detail) {
        this(slave, reason, detail, null);
    }
}
