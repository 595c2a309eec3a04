package io.campanile.recording;

import io.campanile.core.Mapping;
import io.campanile.core.ensemble.Finding;
import io.campanile.core.ensemble.Outside;
import io.campanile.core.ensemble.OwnClock;
import io.campanile.core.ensemble.Presence;
import io.campanile.core.ensemble.Rejection;
import io.campanile.core.ensemble.RoundResult;
import io.campanile.core.ensemble.Suffrage;
import io.campanile.core.ensemble.Turnout;
import io.campanile.core.ensemble.Verdict;
import io.campanile.core.replay.Event.Decided;
import io.campanile.recording.v1.DecidedEntry;
import io.campanile.recording.v1.VerdictFact;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A round's decision, both ways. Of thousands of slaves, those with whom something was are written. */
final class Decisions {

    /** A verdict that is not written: most are like this. */
    private static final Verdict USUAL = new Verdict(true, true, Suffrage.KEPT, null);

    private Decisions() {}

    /**
     * The entry of a decision.
     *
     * @param numbers a slave's number in the file, by its session; null for one that has none
     */
    static DecidedEntry of(Decided event, LongFunction<@Nullable Integer> numbers) {
        DecidedEntry.Builder entry = of(event.result());
        entry.setOwnDisruptions(event.own().disruptions())
                .setOwnWallAheadNanos(event.own().wallAheadNanos())
                .setOwnWallErrorNanos(event.own().wallErrorNanos());
        Optional.ofNullable(event.own().utc()).ifPresent(utc -> entry.setOwnUtc(Facts.of(utc)));
        for (long session : event.sessions()) {
            Integer slave = numbers.apply(session);
            if (slave == null) {
                continue;
            }
            entry.addSlaves(slave);
            Verdict verdict = event.result().verdict(session);
            if (verdict == null) {
                entry.addUnjudged(slave);
            } else if (!verdict.equals(USUAL)) {
                entry.addVerdicts(Facts.of(slave, verdict));
            }
        }
        return entry.build();
    }

    private static DecidedEntry.Builder of(RoundResult result) {
        Mapping time = result.clusterTime();
        DecidedEntry.Builder entry = DecidedEntry.newBuilder()
                .setNumber(result.number())
                .setEpoch(result.epoch())
                .setAt(result.atNanos())
                .setFinding(result.finding().name())
                .setMembers(result.turnout().members())
                .setHeard(result.turnout().heard())
                .setElectors(result.turnout().electors())
                .setTruechimers(result.turnout().truechimers())
                .setSpreadNanos(result.turnout().spreadNanos())
                .setUtcClaims(result.turnout().utcClaims())
                .setUtcAgreeing(result.turnout().utcAgreeing())
                .setQuorum(result.quorum())
                .setTimeVersion(time.version())
                .setTimeAnchor(time.anchorNanos())
                .setTimeOffset(time.offsetNanos())
                .setTimeRatePpb(time.ratePpb())
                .setRateAllowancePpb(result.rateAllowancePpb())
                .setSynchronizedForNanos(result.synchronizedForNanos())
                .setValidForNanos(result.validForNanos())
                .setPresence(result.outside().presence().name());
        Optional.ofNullable(result.outside().standard()).ifPresent(standard -> entry.setStandard(Facts.of(standard)));
        Optional.ofNullable(result.outside().utc()).ifPresent(utc -> entry.setUtc(Facts.of(utc)));
        Optional.ofNullable(result.outside().parentsUtc()).ifPresent(utc -> entry.setParentsUtc(Facts.of(utc)));
        Optional.ofNullable(result.handover()).ifPresent(handover -> entry.setHandover(Facts.of(handover)));
        return entry;
    }

    /**
     * The decision of an entry.
     *
     * @param sessions a slave's session, by its number in the file
     */
    static Decided decided(DecidedEntry entry, IntFunction<Long> sessions) {
        List<Long> reporting =
                entry.getSlavesList().stream().map(sessions::apply).toList();
        Map<Long, Verdict> verdicts = verdicts(entry, sessions, reporting);
        List<Rejection> rejections = reporting.stream()
                .flatMap(session -> Stream.ofNullable(verdicts.get(session)))
                .flatMap(verdict -> Stream.ofNullable(verdict.rejection()))
                .toList();
        RoundResult result = new RoundResult(
                entry.getNumber(),
                entry.getEpoch(),
                entry.getAt(),
                Facts.named(Finding.class, entry.getFinding()),
                new Turnout(
                        entry.getMembers(),
                        entry.getHeard(),
                        entry.getElectors(),
                        entry.getTruechimers(),
                        entry.getSpreadNanos(),
                        entry.getUtcClaims(),
                        entry.getUtcAgreeing()),
                entry.getQuorum(),
                new Mapping(
                        entry.getTimeVersion(), entry.getTimeAnchor(), entry.getTimeOffset(), entry.getTimeRatePpb()),
                entry.getRateAllowancePpb(),
                new Outside(
                        entry.hasStandard() ? Facts.reading(entry.getStandard()) : null,
                        entry.hasUtc() ? Facts.reading(entry.getUtc()) : null,
                        entry.hasParentsUtc() ? Facts.reading(entry.getParentsUtc()) : null,
                        presence(entry)),
                entry.hasHandover() ? Facts.handover(entry.getHandover()) : null,
                entry.getSynchronizedForNanos(),
                entry.getValidForNanos(),
                verdicts,
                rejections);
        OwnClock own = new OwnClock(
                entry.getOwnDisruptions(),
                entry.getOwnWallAheadNanos(),
                entry.getOwnWallErrorNanos(),
                entry.hasOwnUtc() ? Facts.reading(entry.getOwnUtc()) : null);
        return new Decided(own, reporting, result);
    }

    /** A release that did not tell followed nobody. */
    private static Presence presence(DecidedEntry entry) {
        return entry.getPresence().isEmpty() ? Presence.NONE : Facts.named(Presence.class, entry.getPresence());
    }

    private static Map<Long, Verdict> verdicts(DecidedEntry entry, IntFunction<Long> sessions, List<Long> reporting) {
        Map<Long, Verdict> verdicts = new HashMap<>(2 * reporting.size());
        reporting.forEach(session -> verdicts.put(session, USUAL));
        entry.getUnjudgedList().forEach(slave -> verdicts.remove(sessions.apply(slave)));
        for (VerdictFact fact : entry.getVerdictsList()) {
            verdicts.put(sessions.apply(fact.getSlave()), Facts.verdict(fact));
        }
        return verdicts;
    }
}
