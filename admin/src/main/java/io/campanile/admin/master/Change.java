package io.campanile.admin.master;

import io.campanile.core.ensemble.RoundReport;
import io.campanile.master.RoundChange;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened in a round, for people.
 *
 * @param id counts the changes that this server has seen from 1
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
        RoundChange.Kind kind,
        @Nullable String slave,
        String text) {

    static Change of(long id, RoundReport report, RoundChange change) {
        return new Change(id, report.number(), report.atNanos(), change.kind(), change.slave(), change.text());
    }
}
