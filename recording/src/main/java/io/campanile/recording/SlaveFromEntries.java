package io.campanile.recording;

import io.campanile.core.discipline.Correction;
import io.campanile.core.discipline.Decision.Refusal;
import io.campanile.core.discipline.DisciplineLimits;
import io.campanile.core.discipline.Effect;
import io.campanile.core.discipline.ObedienceLimits;
import io.campanile.core.discipline.Timeline;
import io.campanile.core.message.Correct;
import io.campanile.core.message.Departure;
import io.campanile.core.message.Message.Reading;
import io.campanile.core.message.Message.Welcome;
import io.campanile.core.message.RejectionReason;
import io.campanile.core.message.Stamps;
import io.campanile.core.message.Standing;
import io.campanile.core.replay.SlaveEvent;
import io.campanile.core.replay.SlaveEvent.Answered;
import io.campanile.core.replay.SlaveEvent.ClockBegun;
import io.campanile.core.replay.SlaveEvent.Corrected;
import io.campanile.core.replay.SlaveEvent.Disrupted;
import io.campanile.core.replay.SlaveEvent.Followed;
import io.campanile.core.replay.SlaveEvent.ForgotEpochsAbove;
import io.campanile.core.replay.SlaveEvent.Parted;
import io.campanile.core.replay.SlaveEvent.Rejected;
import io.campanile.core.replay.SlaveEvent.WallNoted;
import io.campanile.core.replay.SlaveEvent.Welcomed;
import io.campanile.core.session.SessionConfig;
import io.campanile.recording.v1.AnsweredEntry;
import io.campanile.recording.v1.ClockBegunEntry;
import io.campanile.recording.v1.ClockChangedEntry;
import io.campanile.recording.v1.CorrectedEntry;
import io.campanile.recording.v1.PartedEntry;
import io.campanile.recording.v1.WelcomedEntry;
import java.util.HashMap;
import java.util.Map;

/**
 * The slave's part of {@link FromEntries}.
 *
 * <p>Not thread-safe: that owns it.
 */
final class SlaveFromEntries {

    private final Map<Integer, Long> sessions = new HashMap<>();

    private long session(int number) {
        Long session = sessions.get(number);
        if (session == null) {
            throw new IllegalArgumentException("there is no session %s".formatted(number));
        }
        return session;
    }

    static ClockBegun event(ClockBegunEntry entry) {
        return new ClockBegun(new DisciplineLimits(
                entry.getMostSlewPpb(),
                entry.getStepThresholdNanos(),
                new ObedienceLimits(
                        entry.getPanicNanos(),
                        entry.getFirstNanos(),
                        entry.getEpochLeadMillis(),
                        entry.getMostValidNanos(),
                        entry.getBeginsAgain())));
    }

    Welcomed event(WelcomedEntry entry) {
        // It checks what a master can have said.
        Welcome said = new Welcome(
                entry.getSession(),
                entry.getName(),
                entry.getEpoch(),
                SessionConfig.MAX_ROUND_NANOS,
                SessionConfig.MAX_ROUND_NANOS);
        sessions.put(entry.getNumber(), said.session());
        return new Welcomed(said.session(), said.name(), said.epoch(), FromEntries.time("a welcome", entry.getAt()));
    }

    Answered event(AnsweredEntry entry) {
        long t2 = entry.getT2();
        Departure before = entry.hasBeforeSequence()
                ? new Departure(entry.getSequence() - entry.getBeforeSequence(), t2 + entry.getBeforeT3())
                : null;
        Reading reading = new Reading(
                session(entry.getNumber()),
                entry.getRound(),
                entry.getSequence(),
                0,
                t2,
                t2 + entry.getT3(),
                Facts.clock(entry.getClock(), t2),
                Facts.named(Stamps.class, entry.getStamps().name()),
                before);
        return new Answered(
                reading,
                Facts.named(Standing.class, entry.getStanding().name()),
                entry.getRejection().isEmpty() ? null : Facts.named(RejectionReason.class, entry.getRejection()));
    }

    static Corrected event(CorrectedEntry entry) {
        // It checks what a master can have said.
        Correction said = new Correct(0, Facts.correction(entry.getCorrection())).correction();
        long at = FromEntries.time("a correction", entry.getAt());
        Effect effect = new Effect(
                entry.getRefusal().isEmpty() ? null : Facts.named(Refusal.class, entry.getRefusal()),
                entry.getSteppedNanos(),
                at + entry.getServed(),
                entry.hasErrorNanos() ? entry.getErrorNanos() : Timeline.UNKNOWN_ERROR);
        return new Corrected(said, at, effect);
    }

    static SlaveEvent event(ClockChangedEntry entry) {
        return switch (entry.getChangeCase()) {
            case DISRUPTED -> new Disrupted(entry.getDisrupted());
            case REJECTED -> new Rejected();
            case FORGOT_EPOCHS_ABOVE -> new ForgotEpochsAbove(entry.getForgotEpochsAbove());
            case WALL_NOTED -> new WallNoted(distance(entry.getWallNoted()));
            case FOLLOWED ->
                new Followed(
                        distance(entry.getFollowed().getAheadNanos()),
                        FromEntries.time(
                                "a look at the wall clock", entry.getFollowed().getAt()));
            case CHANGE_NOT_SET ->
                throw new IllegalArgumentException(
                        "a clock's change is of a kind that this release does not know: a newer one has written it");
        };
    }

    Parted event(PartedEntry entry) {
        return new Parted(session(entry.getNumber()), entry.getWhy());
    }

    /** As far as two clocks can be apart. */
    private static long distance(long nanos) {
        if (Math.abs((double) nanos) > ObedienceLimits.UNLIMITED_NANOS) {
            throw new IllegalArgumentException("the wall clock is ahead by %s ns; it can be ±2^61 ns".formatted(nanos));
        }
        return nanos;
    }
}
