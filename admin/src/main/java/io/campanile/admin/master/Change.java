package io.campanile.admin.master;

import io.campanile.core.ensemble.RoundReport;
import io.campanile.master.GroupStatus;
import io.campanile.master.RoundChange;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened, for people: in a round, or in the group of masters.
 *
 * @param id counts the changes that this server has seen from 1
 * @param round in which round; null for a takeover
 * @param atNanos the master's local time at its end; of a takeover, the new leader's wall clock
 * @param kind what kind of thing: one of {@link RoundChange.Kind}, or {@value #TAKEOVER}
 * @param slave to whom; null when it is about the cluster, or about many
 * @param text one sentence
 */
record Change(
        long id,
        @Nullable Long round,
        long atNanos,
        String kind,
        @Nullable String slave,
        String text) {

    /** Another master leads. */
    static final String TAKEOVER = "TAKEOVER";

    static Change of(long id, RoundReport report, RoundChange change) {
        return new Change(id, report.number(), report.atNanos(), change.kind().name(), change.slave(), change.text());
    }

    static Change of(long id, GroupStatus.Takeover takeover) {
        Long vacantMillis = takeover.vacantMillis();
        String vacancy = vacantMillis == null
                ? ""
                : String.format(Locale.ROOT, "; nobody had led for %.2f s", vacantMillis / 1000.0);
        String text = "%s leads, in epoch %s%s".formatted(takeover.leader(), takeover.epoch(), vacancy);
        return new Change(id, null, TimeUnit.MILLISECONDS.toNanos(takeover.atMillis()), TAKEOVER, null, text);
    }
}
