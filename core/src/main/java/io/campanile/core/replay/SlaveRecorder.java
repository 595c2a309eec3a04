package io.campanile.core.replay;

import io.campanile.core.discipline.ClockRecorder;
import io.campanile.core.message.Message.Reading;
import io.campanile.core.message.RejectionReason;
import io.campanile.core.message.Standing;
import org.jspecify.annotations.Nullable;

/**
 * Hears what a slave is told, what it answers, and what its clock does.
 *
 * <p>The slave's event loop calls it, and whoever finds first that the local clock was disrupted: it must be thread-safe, and block none
 * of them.
 */
public interface SlaveRecorder extends ClockRecorder {

    /** Hears nothing. */
    SlaveRecorder NONE = new SlaveRecorder() {};

    /**
     * A master has welcomed the slave.
     *
     * @param session the session's number
     * @param name what that master calls it
     * @param epoch the master's
     * @param nowNanos the slave's local time
     */
    default void welcomed(long session, String name, long epoch, long nowNanos) {}

    /**
     * The slave has answered a probe.
     *
     * @param reading the answer as it was sent
     * @param standing what the last probe said of the slave
     * @param rejection why it is rejected; null if it is not
     */
    default void answered(Reading reading, Standing standing, @Nullable RejectionReason rejection) {}

    /**
     * A session in which the slave was welcome is over.
     *
     * @param why one sentence
     */
    default void parted(long session, String why) {}
}
