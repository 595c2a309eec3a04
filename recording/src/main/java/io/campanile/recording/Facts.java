package io.campanile.recording;

import io.campanile.core.Interval;
import io.campanile.core.Mapping;
import io.campanile.core.ReferenceReading;
import io.campanile.core.discipline.Bound;
import io.campanile.core.discipline.ClockState;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.discipline.Correction;
import io.campanile.core.ensemble.Handover;
import io.campanile.core.ensemble.Rejection;
import io.campanile.core.ensemble.Suffrage;
import io.campanile.core.ensemble.Verdict;
import io.campanile.core.message.RejectionReason;
import io.campanile.recording.v1.ClockFact;
import io.campanile.recording.v1.CorrectionFact;
import io.campanile.recording.v1.HandoverFact;
import io.campanile.recording.v1.ReferenceFact;
import io.campanile.recording.v1.RejectionFact;
import io.campanile.recording.v1.VerdictFact;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What entries are made of, both ways: whatever is written is read as the same, to the last bit. What cannot be throws {@link
 * IllegalArgumentException} as it is read, a sentence that names it.
 */
final class Facts {

    private Facts() {}

    /**
     * A slave's clock.
     *
     * @param since the time from which its anchor is counted
     */
    static ClockFact of(ClockState state, long since) {
        Mapping mapping = state.mapping();
        ClockFact.Builder fact = ClockFact.newBuilder()
                .setVersion(mapping.version())
                .setAnchor(mapping.anchorNanos() - since)
                .setOffset(mapping.offsetNanos())
                .setRatePpb(mapping.ratePpb())
                .setStatus(ClockFact.Status.valueOf(state.status().name()))
                .setEpoch(state.epoch())
                .setDisruptions(state.disruptions())
                .setIsVoid(state.isVoid())
                .setStepLimitNanos(state.stepLimitNanos());
        Bound bound = state.bound();
        if (bound != null) {
            fact.setHasBound(true)
                    .setErrorNanos(bound.errorNanos())
                    .setGrowthPpb(bound.errorGrowthPpb())
                    .setBoundValidForNanos(bound.validForNanos());
        }
        return fact.build();
    }

    static ClockState clock(ClockFact fact, long since) {
        Bound bound = fact.getHasBound()
                ? new Bound(fact.getErrorNanos(), fact.getGrowthPpb(), fact.getBoundValidForNanos())
                : null;
        return new ClockState(
                new Mapping(fact.getVersion(), since + fact.getAnchor(), fact.getOffset(), fact.getRatePpb()),
                named(ClockStatus.class, fact.getStatus().name()),
                fact.getEpoch(),
                bound,
                fact.getDisruptions(),
                fact.getIsVoid(),
                fact.getStepLimitNanos());
    }

    static CorrectionFact of(Correction correction) {
        return CorrectionFact.newBuilder()
                .setEpoch(correction.epoch())
                .setRound(correction.round())
                .setBaseVersion(correction.baseVersion())
                .setAt(correction.atNanos())
                .setOffset(correction.offsetNanos())
                .setRatePpb(correction.ratePpb())
                .setErrorNanos(correction.errorNanos())
                .setGrowthPpb(correction.errorGrowthPpb())
                .setSynchronizedForNanos(correction.synchronizedForNanos())
                .setValidForNanos(correction.validForNanos())
                .build();
    }

    static Correction correction(CorrectionFact fact) {
        return new Correction(
                fact.getEpoch(),
                fact.getRound(),
                fact.getBaseVersion(),
                fact.getAt(),
                fact.getOffset(),
                fact.getRatePpb(),
                fact.getErrorNanos(),
                fact.getGrowthPpb(),
                fact.getSynchronizedForNanos(),
                fact.getValidForNanos());
    }

    static HandoverFact of(Handover handover) {
        return HandoverFact.newBuilder()
                .setAt(handover.atNanos())
                .setLow(handover.offset().low())
                .setHigh(handover.offset().high())
                .setRateLowPpb(handover.rateLowPpb())
                .setRateHighPpb(handover.rateHighPpb())
                .setUntil(handover.untilNanos())
                .build();
    }

    static Handover handover(HandoverFact fact) {
        return new Handover(
                fact.getAt(),
                new Interval(fact.getLow(), fact.getHigh()),
                fact.getRateLowPpb(),
                fact.getRateHighPpb(),
                fact.getUntil());
    }

    static ReferenceFact of(ReferenceReading reading) {
        return ReferenceFact.newBuilder()
                .setAt(reading.atNanos())
                .setOffset(reading.offsetNanos())
                .setRatePpb(reading.ratePpb())
                .setErrorNanos(reading.errorNanos())
                .setGrowthPpb(reading.errorGrowthPpb())
                .setValidForNanos(reading.validForNanos())
                .build();
    }

    static ReferenceReading reading(ReferenceFact fact) {
        return new ReferenceReading(
                fact.getAt(),
                fact.getOffset(),
                fact.getRatePpb(),
                fact.getErrorNanos(),
                fact.getGrowthPpb(),
                fact.getValidForNanos());
    }

    static VerdictFact of(int slave, Verdict verdict) {
        VerdictFact.Builder fact = VerdictFact.newBuilder()
                .setSlave(slave)
                .setCorrected(verdict.corrected())
                .setClean(verdict.clean())
                .setSuffrage(VerdictFact.Suffrage.valueOf(verdict.suffrage().name()));
        Optional.ofNullable(verdict.rejection()).ifPresent(rejection -> fact.setRejection(of(rejection)));
        return fact.build();
    }

    private static RejectionFact of(Rejection rejection) {
        RejectionFact.Builder fact = RejectionFact.newBuilder()
                .setName(rejection.slave())
                .setReason(rejection.reason().name())
                .setDetail(rejection.detail());
        Optional.ofNullable(rejection.wrongByNanos()).ifPresent(fact::setWrongByNanos);
        return fact.build();
    }

    static Verdict verdict(VerdictFact fact) {
        return new Verdict(
                fact.getCorrected(),
                fact.getClean(),
                named(Suffrage.class, fact.getSuffrage().name()),
                fact.hasRejection() ? rejection(fact.getRejection()) : null);
    }

    private static Rejection rejection(RejectionFact fact) {
        @Nullable Long wrongBy = fact.hasWrongByNanos() ? fact.getWrongByNanos() : null;
        return new Rejection(fact.getName(), named(RejectionReason.class, fact.getReason()), fact.getDetail(), wrongBy);
    }

    /** The constant of this name. */
    static <E extends Enum<E>> E named(Class<E> type, String name) {
        try {
            return Enum.valueOf(type, name);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'%s' is no %s of this release".formatted(name, type.getSimpleName()), e);
        }
    }
}
