package io.campanile.recording;

import io.campanile.core.discipline.Effect;
import io.campanile.core.discipline.ObedienceLimits;
import io.campanile.core.discipline.Timeline;
import io.campanile.core.message.Message.Reading;
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
import io.campanile.recording.v1.AnsweredEntry;
import io.campanile.recording.v1.ClockBegunEntry;
import io.campanile.recording.v1.ClockChangedEntry;
import io.campanile.recording.v1.CorrectedEntry;
import io.campanile.recording.v1.Entry;
import io.campanile.recording.v1.ExchangedEntry;
import io.campanile.recording.v1.PartedEntry;
import io.campanile.recording.v1.WelcomedEntry;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The slave's part of {@link ToEntries}.
 *
 * <p>Not thread-safe: that owns it.
 */
final class SlaveToEntries {

    private final Map<Long, Integer> numbers = new LinkedHashMap<>();
    private final Map<Long, Welcomed> open = new LinkedHashMap<>();
    private @Nullable ClockBegun clock;
    private int lastNumber;

    /** What the next file begins with: the clock's limits, and the sessions that are open. */
    Stream<Entry> carried() {
        numbers.clear();
        lastNumber = 0;
        return Stream.concat(
                Optional.ofNullable(clock).map(begun -> begun(begun, true)).stream(),
                open.values().stream().map(session -> welcomed(session, true)));
    }

    /** The entry of an event; empty for that of a session which is not known, since the event of its beginning is missing. */
    Optional<Entry> of(SlaveEvent event) {
        if (event instanceof ClockBegun begun) {
            clock = begun;
            open.clear();
            return Optional.of(begun(begun, false));
        } else if (event instanceof Welcomed welcomed) {
            open.put(welcomed.session(), welcomed);
            return Optional.of(welcomed(welcomed, false));
        } else if (event instanceof Answered answered) {
            return Optional.ofNullable(numbers.get(answered.reading().session()))
                    .map(number -> answered(number, answered));
        } else if (event instanceof Corrected corrected) {
            return Optional.of(corrected(corrected));
        } else if (event instanceof Parted parted) {
            open.remove(parted.session());
            return Optional.ofNullable(numbers.get(parted.session())).map(number -> parted(number, parted));
        }
        return Optional.of(Entry.newBuilder().setClockChanged(changed(event)).build());
    }

    private static Entry begun(ClockBegun event, boolean carried) {
        ObedienceLimits obedience = event.limits().obedience();
        return Entry.newBuilder()
                .setClockBegun(ClockBegunEntry.newBuilder()
                        .setCarried(carried)
                        .setMostSlewPpb(event.limits().maxSlewPpb())
                        .setStepThresholdNanos(event.limits().stepThresholdNanos())
                        .setPanicNanos(obedience.panicNanos())
                        .setFirstNanos(obedience.firstNanos())
                        .setEpochLeadMillis(obedience.epochLeadMillis())
                        .setMostValidNanos(obedience.mostValidNanos())
                        .setBeginsAgain(obedience.beginsAgain()))
                .build();
    }

    private Entry welcomed(Welcomed event, boolean carried) {
        lastNumber++;
        numbers.put(event.session(), lastNumber);
        return Entry.newBuilder()
                .setWelcomed(WelcomedEntry.newBuilder()
                        .setCarried(carried)
                        .setNumber(lastNumber)
                        .setSession(event.session())
                        .setName(event.name())
                        .setEpoch(event.epoch())
                        .setAt(event.atNanos()))
                .build();
    }

    private static Entry answered(int number, Answered event) {
        Reading reading = event.reading();
        AnsweredEntry.Builder entry = AnsweredEntry.newBuilder()
                .setNumber(number)
                .setRound(reading.round())
                .setSequence(reading.sequence())
                .setT2(reading.t2())
                .setT3(reading.t3() - reading.t2())
                .setClock(Facts.of(reading.clock(), reading.t2()))
                .setStamps(ExchangedEntry.Stamps.valueOf(reading.stamps().name()))
                .setStanding(AnsweredEntry.Standing.valueOf(event.standing().name()));
        if (reading.before() != null) {
            entry.setBeforeSequence(reading.sequence() - reading.before().sequence())
                    .setBeforeT3(reading.before().t3() - reading.t2());
        }
        if (event.rejection() != null) {
            entry.setRejection(event.rejection().name());
        }
        return Entry.newBuilder().setAnswered(entry).build();
    }

    private static Entry corrected(Corrected event) {
        Effect effect = event.effect();
        CorrectedEntry.Builder entry = CorrectedEntry.newBuilder()
                .setCorrection(Facts.of(event.correction()))
                .setAt(event.atNanos())
                .setSteppedNanos(effect.steppedNanos())
                .setServed(effect.servedNanos() - event.atNanos());
        if (effect.refusal() != null) {
            entry.setRefusal(effect.refusal().name());
        }
        if (effect.errorNanos() != Timeline.UNKNOWN_ERROR) {
            entry.setErrorNanos(effect.errorNanos());
        }
        return Entry.newBuilder().setCorrected(entry).build();
    }

    private static ClockChangedEntry.Builder changed(SlaveEvent event) {
        ClockChangedEntry.Builder entry = ClockChangedEntry.newBuilder();
        if (event instanceof Disrupted disrupted) {
            return entry.setDisrupted(disrupted.times());
        } else if (event instanceof Rejected) {
            return entry.setRejected(true);
        } else if (event instanceof ForgotEpochsAbove forgot) {
            return entry.setForgotEpochsAbove(forgot.epoch());
        } else if (event instanceof WallNoted noted) {
            return entry.setWallNoted(noted.aheadNanos());
        } else if (event instanceof Followed followed) {
            return entry.setFollowed(ClockChangedEntry.Followed.newBuilder()
                    .setAheadNanos(followed.aheadNanos())
                    .setAt(followed.atNanos()));
        }
        throw new IllegalArgumentException("there is no entry for " + event);
    }

    private static Entry parted(int number, Parted event) {
        return Entry.newBuilder()
                .setParted(PartedEntry.newBuilder().setNumber(number).setWhy(event.why()))
                .build();
    }
}
