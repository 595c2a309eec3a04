package io.campanile.core.replay;

import io.campanile.core.discipline.Correction;
import io.campanile.core.discipline.Decision;
import io.campanile.core.discipline.DisciplineLimits;
import io.campanile.core.discipline.Effect;
import io.campanile.core.discipline.Timeline;
import io.campanile.core.message.Message.Reading;
import io.campanile.core.message.RejectionReason;
import io.campanile.core.message.Standing;
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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes a {@link SlaveEvent} of everything that it hears. As thread-safe as whoever takes them. */
public final class SlaveEventRecorder implements SlaveRecorder {

    private final Consumer<? super SlaveEvent> taker;

    /**
     * A recorder for a slave.
     *
     * @param taker takes the events; it must not block
     */
    public SlaveEventRecorder(Consumer<? super SlaveEvent> taker) {
        this.taker = taker;
    }

    @Override
    public void begun(DisciplineLimits limits) {
        taker.accept(new ClockBegun(limits));
    }

    @Override
    public void welcomed(long session, String name, long epoch, long nowNanos) {
        taker.accept(new Welcomed(session, name, epoch, nowNanos));
    }

    @Override
    public void answered(Reading reading, Standing standing, @Nullable RejectionReason rejection) {
        // The nonce proved that the master had asked, and proves nothing to anybody else.
        Reading kept = new Reading(
                reading.session(),
                reading.round(),
                reading.sequence(),
                0,
                reading.t2(),
                reading.t3(),
                reading.clock(),
                reading.stamps(),
                reading.before());
        taker.accept(new Answered(kept, standing, rejection));
    }

    @Override
    public void corrected(Correction correction, long nowNanos, Decision decision, Timeline after) {
        taker.accept(new Corrected(correction, nowNanos, Effect.of(decision, after, nowNanos)));
    }

    @Override
    public void disrupted(long times) {
        taker.accept(new Disrupted(times));
    }

    @Override
    public void rejected() {
        taker.accept(new Rejected());
    }

    @Override
    public void forgotEpochsAbove(long epoch) {
        taker.accept(new ForgotEpochsAbove(epoch));
    }

    @Override
    public void wallNoted(long aheadNanos) {
        taker.accept(new WallNoted(aheadNanos));
    }

    @Override
    public void followed(long aheadNanos, long nowNanos) {
        taker.accept(new Followed(aheadNanos, nowNanos));
    }

    @Override
    public void parted(long session, String why) {
        taker.accept(new Parted(session, why));
    }
}
