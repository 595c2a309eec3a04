package io.campanile.spring;

import org.jspecify.annotations.Nullable;

/** The application cannot have its cluster's clock. {@link CampanileFailureAnalyzer} shows it without a stack trace. */
final class CampanileStartException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    private final String action;

    /**
     * What is wrong, and what to do.
     *
     * @param description one sentence
     * @param action what mends it, in one sentence
     */
    CampanileStartException(String description, String action, @Nullable Throwable cause) {
        super(description, cause);
        this.action = action;
    }

    String action() {
        return action;
    }
}
