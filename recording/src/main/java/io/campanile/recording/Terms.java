package io.campanile.recording;

import io.campanile.core.ensemble.EnsembleConfig;
import io.campanile.core.ensemble.Legacy;
import io.campanile.core.ensemble.PullLimits;
import io.campanile.core.ensemble.Reference;
import io.campanile.core.filter.FilterLimits;
import io.campanile.core.replay.Event.Begun;
import io.campanile.recording.v1.BegunEntry;
import io.campanile.recording.v1.PullFact;
import java.util.Optional;

/** A term's settings, both ways. */
final class Terms {

    private Terms() {}

    /**
     * The entry of a term.
     *
     * @param carried whether it began in an earlier file
     */
    static BegunEntry of(Begun term, boolean carried) {
        EnsembleConfig limits = term.limits();
        BegunEntry.Builder entry = BegunEntry.newBuilder()
                .setCarried(carried)
                .setLocalReference(term.reference() == Reference.LOCAL)
                .setQuorum(limits.quorum())
                .setPanicNanos(limits.panicNanos())
                .setToleranceNanos(limits.toleranceNanos())
                .setSettleNanos(limits.settleNanos())
                .setSynchronizedForNanos(limits.synchronizedForNanos())
                .setValidForNanos(limits.validForNanos())
                .setMaxDriftPpb(limits.filter().maxDriftPpb())
                .setMaxWanderPpb(limits.filter().maxWanderPpb())
                .setPull(PullFact.newBuilder()
                        .setMostPpb(limits.pull().mostPpb())
                        .setTimeConstantNanos(limits.pull().timeConstantNanos())
                        .setAgility(limits.pull().agility()))
                .setLegacyElectors(term.legacy().electors())
                .setLegacyOverlapNanos(term.legacy().overlapNanos());
        Optional.ofNullable(term.legacy().clock()).ifPresent(clock -> entry.setLegacy(Facts.of(clock, 0)));
        return entry.build();
    }

    static Begun term(BegunEntry entry) {
        EnsembleConfig limits = new EnsembleConfig(
                entry.getQuorum(),
                entry.getPanicNanos(),
                entry.getToleranceNanos(),
                entry.getSettleNanos(),
                entry.getSynchronizedForNanos(),
                entry.getValidForNanos(),
                new FilterLimits(entry.getMaxDriftPpb(), entry.getMaxWanderPpb()),
                entry.hasPull()
                        ? new PullLimits(
                                entry.getPull().getMostPpb(),
                                entry.getPull().getTimeConstantNanos(),
                                entry.getPull().getAgility())
                        : PullLimits.DEFAULT);
        Legacy legacy = new Legacy(
                entry.hasLegacy() ? Facts.clock(entry.getLegacy(), 0) : null,
                entry.getLegacyElectors(),
                entry.getLegacyOverlapNanos());
        return new Begun(limits, entry.getLocalReference() ? Reference.LOCAL : Reference.ENSEMBLE, legacy);
    }
}
