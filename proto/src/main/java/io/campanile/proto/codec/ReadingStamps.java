package io.campanile.proto.codec;

import io.campanile.core.LocalClock;
import io.campanile.core.message.Answer;
import io.campanile.core.message.Departure;
import io.campanile.core.message.Message.Reading;
import io.campanile.core.message.Stamps;
import org.jspecify.annotations.Nullable;

/** Makes readings of a slave's answers, and keeps what the next one has to tell: when the last one really left. */
final class ReadingStamps {

    private final LocalClock clock;
    private final Stamper stamper;
    private @Nullable Departure before;
    private long last;

    /** The kernel was to tell when the last one left, and has not yet. */
    private boolean missing;

    ReadingStamps(LocalClock clock, Stamper stamper) {
        this.clock = clock;
        this.stamper = stamper;
    }

    /** The reading that is written now. */
    Reading depart(Answer answer) {
        long now = clock.nanos();
        Reading reading = answer.departing(now, stamps(), before);
        before = null;
        last = answer.sequence();
        if (stamper.stampsDepartures()) {
            missing = true;
            stamper.tellWhenItLeaves(left -> left(answer.sequence(), now, left));
        }
        return reading;
    }

    /** What a card tells of a reading before the last one is too late. */
    private void left(long sequence, long writtenNanos, long leftNanos) {
        if (sequence != last) {
            return;
        }
        missing = false;
        if (leftNanos >= writtenNanos) {
            before = new Departure(sequence, leftNanos);
        }
    }

    /** A network card's driver may stamp no departures: so nobody is promised one after another that did not come. */
    private Stamps stamps() {
        if (stamper.arrivalBy() == StampedBy.PROGRAM) {
            return Stamps.USER;
        }
        if (!stamper.stampsDepartures() || missing) {
            return Stamps.KERNEL_ARRIVAL;
        }
        return stamper.arrivalBy() == StampedBy.CARD ? Stamps.HARDWARE : Stamps.KERNEL;
    }
}
