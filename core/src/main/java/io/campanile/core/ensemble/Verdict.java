package io.campanile.core.ensemble;

import org.jspecify.annotations.Nullable;

/**
 * What a round decided about one slave.
 *
 * @param corrected whether it is corrected
 * @param clean whether nothing was wrong with it
 * @param suffrage what becomes of its vote
 * @param rejection why it was left out; null when it was not
 */
public record Verdict(
        boolean corrected,
        boolean clean,
        Suffrage suffrage,
        @Nullable Rejection rejection) {}
