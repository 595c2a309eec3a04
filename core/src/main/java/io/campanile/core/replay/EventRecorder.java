package io.campanile.core.replay;

import io.campanile.core.Exchange;
import io.campanile.core.discipline.Correction;
import io.campanile.core.ensemble.ClockReport;
import io.campanile.core.ensemble.EnsembleConfig;
import io.campanile.core.ensemble.Legacy;
import io.campanile.core.ensemble.OwnClock;
import io.campanile.core.ensemble.Reference;
import io.campanile.core.ensemble.RoundResult;
import io.campanile.core.message.Message.Reading;
import io.campanile.core.replay.Event.Admitted;
import io.campanile.core.replay.Event.Begun;
import io.campanile.core.replay.Event.Closed;
import io.campanile.core.replay.Event.Concluded;
import io.campanile.core.replay.Event.Decided;
import io.campanile.core.replay.Event.Ended;
import io.campanile.core.replay.Event.Exchanged;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes an {@link Event} of everything that it hears. As thread-safe as whoever takes them. */
public final class EventRecorder implements Recorder {

    private final Consumer<Event> taker;

    /**
     * A recorder for a master.
     *
     * @param taker takes the events; any thread of the master calls it, and it must block none
     */
    public EventRecorder(Consumer<Event> taker) {
        this.taker = taker;
    }

    @Override
    public void begun(EnsembleConfig limits, Reference reference, Legacy legacy) {
        taker.accept(new Begun(limits, reference, legacy));
    }

    @Override
    public void admitted(long session, String name, long epoch, boolean votes, long nowNanos) {
        taker.accept(new Admitted(session, name, epoch, votes, nowNanos));
    }

    @Override
    public void exchanged(long session, Exchange exchange, Reading reading, boolean byKernel, boolean byDatagrams) {
        taker.accept(new Exchanged(
                session,
                exchange,
                reading.sequence(),
                reading.clock(),
                reading.stamps(),
                reading.before(),
                byKernel,
                byDatagrams));
    }

    @Override
    public void closed(long session, long nowNanos, long disruptions, boolean votes) {
        taker.accept(new Closed(session, nowNanos, disruptions, votes));
    }

    @Override
    public void decided(OwnClock own, List<ClockReport> reports, RoundResult result) {
        taker.accept(new Decided(own, reports.stream().map(ClockReport::session).toList(), result));
    }

    @Override
    public void concluded(long session, long round, @Nullable Correction correction) {
        taker.accept(new Concluded(session, round, correction));
    }

    @Override
    public void ended(long session) {
        taker.accept(new Ended(session));
    }
}
