package io.campanile.core.round;

import io.campanile.core.Units;
import io.campanile.core.message.Message.Hello;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Notices by hellos that another master runs beside one that runs alone. A slave tells the newest epoch that it has obeyed, and that of a
 * master that runs alone is the wall time of its start ({@link Epochs}): one that lies between this master's start and now is of
 * a master that began while this one ran.
 *
 * <p>Guarantee: nothing is noticed in a group, where elections fix the epochs; of epochs in which this master has spoken itself; and of a
 * predecessor whose clock was no further ahead than {@link #LEAST_NANOS} or than it had run. What a slave claims changes nothing
 * else.
 *
 * <p>Thread-safe; reads no clock. All times are the master's local time.
 */
public final class SecondMasterWatch {

    /** A master that began so soon after this one may be this one's predecessor, with a clock that was a little ahead. */
    public static final long LEAST_NANOS = 60 * Units.SECOND_NANOS;

    /** For how long it is shown that a slave has told of another master. */
    public static final long KEPT_NANOS = 600 * Units.SECOND_NANOS;

    private static final long MILLI_NANOS = Units.SECOND_NANOS / 1000;

    private final Epochs epochs;
    private long spokenIn;
    private @Nullable SecondMaster last;

    /** Of a term that has just begun. */
    public SecondMasterWatch(Epochs epochs) {
        this.epochs = epochs;
        this.spokenIn = epochs.current();
    }

    /**
     * A slave has said hello.
     *
     * @return the other master, if the slave has told of one and none was shown
     */
    public synchronized Optional<SecondMaster> note(Hello hello, long nowNanos) {
        long obeyed = hello.lastEpoch();
        boolean isNews = obeyed > spokenIn;
        // A slave that is let in is spoken to in the next one.
        epochs.of(obeyed).ifPresent(epoch -> spokenIn = Math.max(spokenIn, epoch));
        long laterMillis = obeyed - epochs.current();
        if (!isNews
                || epochs.leeway() == 0
                || laterMillis <= LEAST_NANOS / MILLI_NANOS
                || obeyed > nowNanos / MILLI_NANOS) {
            return Optional.empty();
        }
        boolean wasShown = shown(nowNanos).isPresent();
        last = new SecondMaster(obeyed, laterMillis * MILLI_NANOS, hello.name(), nowNanos);
        return wasShown ? Optional.empty() : Optional.of(last);
    }

    /** The other master of which a slave has told last, if that is no longer ago than {@link #KEPT_NANOS}. */
    public synchronized Optional<SecondMaster> shown(long nowNanos) {
        return Optional.ofNullable(last).filter(told -> nowNanos - told.atNanos() < KEPT_NANOS);
    }
}
