package io.campanile.admin.master;

import io.campanile.core.ensemble.Rejection;

/**
 * A clock that was left out, in the answer to {@code GET /api/v1/status}.
 *
 * @param slave its name
 * @param reason the kind of reason
 * @param detail the figures, and what to do
 */
public record Falseticker(String slave, String reason, String detail) {

    static Falseticker of(Rejection rejection) {
        return new Falseticker(rejection.slave(), rejection.reason().name(), rejection.detail());
    }
}
