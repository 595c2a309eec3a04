package io.campanile.core.replay;

import io.campanile.core.discipline.ClockState;
import io.campanile.core.discipline.Correction;
import io.campanile.core.discipline.Decision;
import io.campanile.core.discipline.Discipline;
import io.campanile.core.discipline.Effect;
import io.campanile.core.message.Correct;
import io.campanile.core.replay.Event.Missing;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Has a slave's {@link Discipline} take in again what it was told, and compares what it decides, serves and tells of itself with what
 * was recorded, to the last bit. Where events are missing, nothing is compared until the next clock begins.
 *
 * <p>Not thread-safe; reads no clock.
 */
public final class SlaveReplay {

    private @Nullable Discipline clock;
    private boolean comparable;
    private long corrections;
    private long readings;
    private long others;
    private @Nullable String first;

    /**
     * Takes in the next event.
     *
     * @throws IllegalArgumentException if it is none of a slave, or none that a slave can have been told: one sentence
     */
    public void take(Event event) {
        if (event instanceof SlaveEvent ofSlave) {
            take(ofSlave);
        } else if (event instanceof Missing) {
            comparable = false;
        } else {
            throw new IllegalArgumentException("it has what a master was told beside what a slave was");
        }
    }

    private void take(SlaveEvent event) {
        if (event instanceof ClockBegun begun) {
            clock = new Discipline(begun.limits());
            comparable = true;
        } else if (clock == null || event instanceof Welcomed || event instanceof Parted) {
            return;
        } else if (event instanceof Corrected corrected) {
            correct(clock, corrected);
        } else if (event instanceof Answered answered) {
            answer(clock, answered);
        } else {
            change(clock, event);
        }
    }

    private static void change(Discipline clock, SlaveEvent event) {
        if (event instanceof Disrupted disrupted) {
            clock.disrupted(disrupted.times());
        } else if (event instanceof Rejected) {
            clock.rejected();
        } else if (event instanceof ForgotEpochsAbove forgot) {
            clock.forgetEpochsAbove(forgot.epoch());
        } else if (event instanceof WallNoted noted) {
            clock.noteWall(noted.aheadNanos());
        } else if (event instanceof Followed followed) {
            clock.follow(followed.aheadNanos(), followed.atNanos());
        }
    }

    private void correct(Discipline of, Corrected event) {
        Correction correction = event.correction();
        if (!Correct.isPossible(correction, of.timeline().target())) {
            throw new IllegalArgumentException("no clock takes the correction of round " + correction.round());
        }
        Decision decision = of.decide(correction, event.atNanos());
        if (comparable) {
            corrections++;
            Effect now = Effect.of(decision, of.timeline(), event.atNanos());
            note("the correction of round " + correction.round(), Difference.between(event.effect(), now));
        } else {
            others++;
        }
    }

    private void answer(Discipline of, Answered event) {
        ClockState told = event.reading().clock();
        ClockState now = of.state(event.reading().t2()).claiming(told.utc());
        // Another thread may have noticed a disruption while the answer was on its way out.
        if (comparable && told.disruptions() == now.disruptions()) {
            readings++;
            note("the answer to probe " + event.reading().sequence(), Difference.between(told, now));
        }
    }

    private void note(String what, Optional<Difference> difference) {
        if (first == null) {
            first = difference.map(found -> found.sentence(what)).orElse(null);
        }
    }

    /** How many corrections were compared. */
    public long corrections() {
        return corrections;
    }

    /** How many answers were compared, as far as they tell of the clock. */
    public long readings() {
        return readings;
    }

    /** How many corrections could not be compared. */
    public long incomparableCorrections() {
        return others;
    }

    /** Where the replay differed first, for people; empty if all that was compared is the same. */
    public Optional<String> first() {
        return Optional.ofNullable(first);
    }
}
