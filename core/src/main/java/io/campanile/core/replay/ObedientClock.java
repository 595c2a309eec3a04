package io.campanile.core.replay;

import io.campanile.core.Mapping;
import io.campanile.core.discipline.Bound;
import io.campanile.core.discipline.ClockState;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.discipline.Correction;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What a slave's cluster clock would have told if its master had told it something else: it obeys every correction before its next
 * answer. Where it did what no correction of its master made it do, it does the same now.
 *
 * <p>Not thread-safe: its {@link Replay} owns it.
 */
final class ObedientClock {

    /** Where messages overtake each other, the correction before the last counts, too. */
    private static final int REMEMBERED = 2;

    private final Deque<Mapping> made = new ArrayDeque<>();
    private Mapping recorded = Mapping.IDENTITY;
    private Mapping closedWith = Mapping.IDENTITY;
    private ClockState own = ClockState.INITIAL;
    private boolean heard;

    /** What it tells instead of this. */
    ClockState instead(ClockState told) {
        boolean goesOn = heard && (told.mapping().equals(recorded) || made.contains(told.mapping()));
        own = goesOn
                ? new ClockState(
                        own.mapping(),
                        own.status(),
                        own.epoch(),
                        own.bound(),
                        told.disruptions(),
                        own.isVoid(),
                        told.stepLimitNanos(),
                        told.utc())
                : told;
        recorded = told.mapping();
        heard = true;
        return own;
    }

    /** A round is closed: what is decided of it corrects the mapping that was told last. */
    void closed() {
        closedWith = recorded;
    }

    /** It was told this. */
    void wasTold(Correction correction) {
        if (isPossible(closedWith, correction)) {
            made.addLast(closedWith.corrected(correction.atNanos(), correction.offsetNanos(), correction.ratePpb()));
        }
        if (made.size() > REMEMBERED) {
            made.removeFirst();
        }
    }

    /** It obeys this instead. */
    void obey(Correction correction) {
        Mapping base = own.mapping();
        if (isPossible(base, correction)) {
            own = new ClockState(
                    base.corrected(correction.atNanos(), correction.offsetNanos(), correction.ratePpb()),
                    ClockStatus.SYNCHRONIZED,
                    correction.epoch(),
                    Bound.of(correction),
                    own.disruptions(),
                    false,
                    0,
                    own.utc());
        }
    }

    private static boolean isPossible(Mapping base, Correction correction) {
        return Math.abs(base.ratePpb() + correction.ratePpb()) <= Mapping.MAX_RATE_PPB;
    }
}
