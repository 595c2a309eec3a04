package io.campanile.cli.option;

import org.jspecify.annotations.Nullable;

/** Looks environment variables up. */
@FunctionalInterface
public interface Environment {

    /** A variable's value; null when it is not set. */
    @Nullable
    String get(String variable);
}
