package io.campanile.core.session;

import io.campanile.core.Exchange;
import io.campanile.core.discipline.Correction;
import io.campanile.core.message.Message.Reading;
import org.jspecify.annotations.Nullable;

/**
 * Hears what a master's sessions decide from, in the order in which it enters them, and what they decide: enough to have another
 * {@link MasterSession} decide the same again.
 *
 * <p>The session calls it, on the thread that owns the session; it must not block that. All times are the master's local time.
 */
public interface SessionRecorder {

    /** Hears nothing. */
    SessionRecorder NONE = new SessionRecorder() {};

    /**
     * A slave was let in.
     *
     * @param session the session's number
     * @param name the slave's unique name
     * @param epoch in which it is spoken to
     * @param votes whether its clock may vote
     */
    default void admitted(long session, String name, long epoch, boolean votes, long nowNanos) {}

    /**
     * An exchange is complete, and about to be taken in.
     *
     * @param reading the slave's part of it
     * @param byKernel whether the kernel has stamped the probe as it left
     * @param byDatagrams whether its burst goes as datagrams
     */
    default void exchanged(long session, Exchange exchange, Reading reading, boolean byKernel, boolean byDatagrams) {}

    /**
     * A round is about to be closed.
     *
     * @param disruptions how often the master's local clock was disrupted
     * @param votes whether the slave's clock may vote
     */
    default void closed(long session, long nowNanos, long disruptions, boolean votes) {}

    /**
     * The slave was told what the round that was decided last means for it.
     *
     * @param round the round's number
     * @param correction its correction; null if it is not corrected
     */
    default void concluded(long session, long round, @Nullable Correction correction) {}

    /** The session of a slave that was in is over. */
    default void ended(long session) {}
}
