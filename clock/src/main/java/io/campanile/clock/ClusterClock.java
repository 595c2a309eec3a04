package io.campanile.clock;

import io.campanile.core.discipline.ClockStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;

/**
 * The cluster's time, to be read by any thread.
 *
 * <p>From the first correction on it never goes back: not for one thread, and not for two that pass a reading on. What it
 * says follows from its status:
 *
 * <table>
 * <caption>What a cluster clock says, and when</caption>
 * <tr><th>when</th><th>{@link #status}</th><th>{@link #nanos}, {@link #instant}</th><th>{@link #interval}</th></tr>
 * <tr><td>before the first correction</td><td>{@code UNSYNCHRONIZED}</td>
 *     <td>the local clock; the first correction may move it either way</td><td>unknown</td></tr>
 * <tr><td>corrected lately</td><td>{@code SYNCHRONIZED}</td>
 *     <td>cluster time within the stated error</td><td>contains cluster time</td></tr>
 * <tr><td>no correction for several rounds</td><td>{@code HOLDOVER}</td>
 *     <td>goes on at the last rate</td><td>contains cluster time, and widens</td></tr>
 * <tr><td>the last correction has expired</td><td>{@code UNSYNCHRONIZED}</td>
 *     <td>goes on at the last rate</td><td>unknown</td></tr>
 * <tr><td>its machine slept or was moved, or the master found it wrong</td><td>{@code UNSYNCHRONIZED}</td>
 *     <td>goes on, and forward with the machine's clock where that is set</td><td>unknown, until the next correction</td></tr>
 * <tr><td>after its slave was closed</td><td colspan="3">as if the master were gone</td></tr>
 * </table>
 *
 * <p>Stages that it returns complete, and listeners are called, on the event loop that keeps the clock, or on a thread that
 * all clocks without an event loop share: do not block there. Once the clock's slave is closed, a stage that is still waiting
 * fails with {@link IllegalStateException}, and listeners hear nothing more.
 */
public interface ClusterClock extends InstantSource {

    /** Cluster time in nanoseconds since 1970-01-01T00:00Z. Neither locks nor allocates. */
    long nanos();

    /** The same moment's reading with its error, status and local time. */
    ClusterReading read();

    /** How far the clock can be trusted now. */
    ClockStatus status();

    @Override
    default Instant instant() {
        return Instant.ofEpochSecond(0, nanos());
    }

    /**
     * Where cluster time lies now, for certain; {@link TimeInterval#UNKNOWN} while unsynchronized.
     *
     * <p>A machine that sleeps, or is moved to another host, loses time without knowing. So whoever asks, here or by {@link #read} or
     * {@link #status}, has the machine looked at, if the last look is ten milliseconds old. After the machine has come back, a wrong
     * interval can be handed out for ten milliseconds at most, counted by its monotonic clock; not at all after a pause of the process of
     * that length; and not at all where the hypervisor's {@code vmclock} can be mapped. On Linux the look sees every sleep of 30 ms and
     * more ({@code /proc/uptime}); elsewhere it compares the wall clock, so that setting that voids the interval as well. A virtual
     * machine that was halted with all its clocks, and is not told so, cannot see it: there the master tells it, within two rounds.
     *
     * <p>Locks nothing, and leaves nothing to collect where the caller takes the two numbers, or compares with a moment, and lets the
     * interval go: then compiled code makes no object of it. Whoever keeps it keeps 32 bytes.
     */
    default TimeInterval interval() {
        return read().interval();
    }

    /**
     * Where UTC lies now. Cluster time is what the members agree on, and {@link #interval} is about that; it comes to UTC slowly, where
     * members' machines know it. This interval contains UTC for certain as long as fewer than half of those claims are wrong; it is {@link
     * TimeInterval#UNKNOWN} while unsynchronized, where no machine claims anything, and while no majority of the claims agrees.
     */
    default TimeInterval utc() {
        return read().utc();
    }

    /** Whether that moment has certainly passed; false while unsynchronized. */
    default boolean isAfter(Instant moment) {
        return interval().isAfter(moment);
    }

    /** Whether that moment is certainly still to come; false while unsynchronized. */
    default boolean isBefore(Instant moment) {
        return interval().isBefore(moment);
    }

    /** A {@link Clock} for code that wants one. It shows what this one shows. */
    default Clock asClock(ZoneId zone) {
        return withZone(zone);
    }

    /**
     * Completes when that moment has certainly passed, as {@link #isAfter} tells: the commit wait of Spanner (Corbett et
     * al., 2012). While the clock is unsynchronized it waits for the next correction.
     */
    CompletionStage<Void> awaitAfter(Instant moment);

    /**
     * Waits until that moment has certainly passed.
     *
     * @param timeout for how long, at most
     * @throws TimeoutException if it has not by then
     * @throws IllegalStateException if the clock's slave was closed, or this is the event loop that keeps the clock
     */
    void awaitAfter(Instant moment, Duration timeout) throws InterruptedException, TimeoutException;

    /** Completes when the clock is {@link ClockStatus#SYNCHRONIZED}. */
    CompletionStage<Void> awaitSynchronized();

    /**
     * Waits until the clock is {@link ClockStatus#SYNCHRONIZED}.
     *
     * @param timeout for how long, at most
     * @throws TimeoutException if it is not by then
     * @throws IllegalStateException at once if the clock's slave was closed or can never work, or if this is the event loop
     *     that keeps the clock
     */
    void awaitSynchronized(Duration timeout) throws InterruptedException, TimeoutException;

    /**
     * Waits until the clock is {@link ClockStatus#SYNCHRONIZED} and known well enough: it is synchronized from its first correction on, also
     * while it is still slewing away seconds.
     *
     * @param timeout for how long, at most
     * @param maxError what it may be off by, at most; more than nothing
     * @throws TimeoutException if it is not by then; the message says how far off it can be
     * @throws IllegalArgumentException if {@code maxError} is not positive
     * @throws IllegalStateException as {@link #awaitSynchronized(Duration)}
     */
    void awaitSynchronized(Duration timeout, Duration maxError) throws InterruptedException, TimeoutException;

    /**
     * Has a listener told of every change of {@link #status} from now on, in order.
     *
     * @return ends it
     */
    Registration onStatusChange(StatusListener listener);

    /** Hears of changes of a clock's status. */
    @FunctionalInterface
    interface StatusListener {

        /**
         * The status has changed. What this throws is logged.
         *
         * @param before what it was
         * @param now what it is
         */
        void onChange(ClockStatus before, ClockStatus now);
    }

    /** A listener's place with a clock. */
    @FunctionalInterface
    interface Registration extends AutoCloseable {

        /** From now on the listener hears nothing more. Idempotent. */
        @Override
        void close();
    }
}
