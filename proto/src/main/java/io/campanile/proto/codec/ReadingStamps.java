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
        if (stamper.stampsDepartures()) {
            missing = true;
            stamper.tellWhenItLeaves(left -> {
                missing = false;
                if (left >= now) {
                    before = new Departure(answer.sequence(), left);
                }
            });
        }
        return reading;
    }

    /** A network card's driver may stamp no departures: so nobody is promised one after another that did not come. */
    private Stamps stamps() {
        if (!stamper.isArrivalByKernel()) {
            return Stamps.USER;
        }
        return stamper.stampsDepartures() && !missing ? Stamps.KERNEL : Stamps.KERNEL_ARRIVAL;
    }
}
