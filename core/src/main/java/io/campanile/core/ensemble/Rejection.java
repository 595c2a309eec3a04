package io.campanile.core.ensemble;

import io.campanile.core.message.RejectionReason;

/**
 * Why a clock was left out of a round. A fact, not a failure.
 *
 * @param slave the slave's name
 * @param reason the kind of reason
 * @param detail the figures, for a person: what was seen, the limit, what to do
 */
public record Rejection(String slave, RejectionReason reason, String detail) {}
