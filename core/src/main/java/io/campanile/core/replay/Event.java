package io.campanile.core.replay;

import io.campanile.core.Exchange;
import io.campanile.core.discipline.ClockState;
import io.campanile.core.discipline.Correction;
import io.campanile.core.ensemble.EnsembleConfig;
import io.campanile.core.ensemble.Legacy;
import io.campanile.core.ensemble.OwnClock;
import io.campanile.core.ensemble.Reference;
import io.campanile.core.ensemble.RoundResult;
import io.campanile.core.message.Departure;
import io.campanile.core.message.Stamps;
import io.campanile.core.replay.Event.Admitted;
import io.campanile.core.replay.Event.Begun;
import io.campanile.core.replay.Event.Closed;
import io.campanile.core.replay.Event.Concluded;
import io.campanile.core.replay.Event.Decided;
import io.campanile.core.replay.Event.Ended;
import io.campanile.core.replay.Event.Exchanged;
import io.campanile.core.replay.Event.Missing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that a master's decisions follow from, or one of them. All times are the master's local time in nanoseconds, but for the
 * slave's part of an exchange. What a slave is told and does is a {@link SlaveEvent}.
 */
public sealed interface Event
        permits Begun, Admitted, Exchanged, Closed, Decided, Concluded, Ended, Missing, SlaveEvent {

    /**
     * A term began.
     *
     * @param legacy what the master knew of cluster time before it
     */
    record Begun(EnsembleConfig limits, Reference reference, Legacy legacy) implements Event {

        /** The same term with other limits. */
        public Begun with(EnsembleConfig others) {
            return new Begun(others, reference, legacy);
        }
    }

    /**
     * A slave was let in.
     *
     * @param session the session's number
     * @param name the slave's unique name
     * @param epoch in which it is spoken to
     * @param votes whether its clock may vote
     */
    record Admitted(long session, String name, long epoch, boolean votes, long atNanos) implements Event {}

    /**
     * A slave answered a probe.
     *
     * @param sequence the probe's number
     * @param clock the state of the slave's cluster clock
     * @param stamps who took the slave's stamps
     * @param before when the reading before had left; null if the slave did not tell
     * @param byKernel whether the kernel has stamped the probe as it left
     * @param byDatagrams whether its burst goes as datagrams
     */
    record Exchanged(
            long session,
            Exchange exchange,
            long sequence,
            ClockState clock,
            Stamps stamps,
            @Nullable Departure before,
            boolean byKernel,
            boolean byDatagrams)
            implements Event {}

    /**
     * A session closed a round.
     *
     * @param disruptions how often the master's local clock was disrupted
     * @param votes whether the slave's clock may vote
     */
    record Closed(long session, long atNanos, long disruptions, boolean votes) implements Event {}

    /**
     * A round was decided.
     *
     * @param own what the master's local clock said of itself
     * @param sessions of which reports it was decided, in this order
     */
    record Decided(OwnClock own, List<Long> sessions, RoundResult result) implements Event {

        /** Copies the list. */
        public Decided {
            sessions = List.copyOf(sessions);
        }
    }

    /**
     * A slave was told what the round that was decided last means for it.
     *
     * @param correction null if it is not corrected
     */
    record Concluded(long session, long round, @Nullable Correction correction) implements Event {}

    /** The session of a slave that was in was over. */
    record Ended(long session) implements Event {}

    /**
     * Here events are missing: whoever writes them down could not keep up.
     *
     * @param events how many; 0 if nobody knows
     */
    record Missing(long events) implements Event {}
}
