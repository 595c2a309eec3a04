package io.campanile.cli;

import org.jspecify.annotations.Nullable;

/** Looks environment variables up. */
@FunctionalInterface
interface Environment {

    /** A variable's value; null when it is not set. */
    @Nullable
    String get(String variable);
}
