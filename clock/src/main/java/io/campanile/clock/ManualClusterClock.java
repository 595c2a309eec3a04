package io.campanile.clock;

import io.campanile.core.ReferenceReading;
import io.campanile.core.discipline.ClockRecorder;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.discipline.Correction;
import io.campanile.core.discipline.DisciplineLimits;
import io.campanile.core.discipline.ObedienceLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A cluster clock for unit tests: it stands still until the test moves it, and loses its master when the test says so.
 *
 * <p>It is the production clock, on a local clock of the test's. So it keeps what {@link ClusterClock} promises: it never
 * goes back, and without a master its bound widens and expires. Stages complete and listeners are called while the test
 * moves it, on that thread.
 *
 * <p>Thread-safe.
 */
public final class ManualClusterClock implements ClusterClock, AutoCloseable {

    /** For how long it stays synchronized without its master: three rounds of the default length. */
    public static final Duration SYNCHRONIZED_FOR = Duration.ofSeconds(3);

    /** For how long its bound holds without its master: a master's default. */
    public static final Duration VALID_FOR = Duration.ofMinutes(10);

    /** The error that it states unless it is told another. */
    public static final Duration ERROR = Duration.ofMillis(1);

    /** What it states more with each second without its master: the default wander limit, 15 ppm. */
    private static final double GROWTH_PPB = 15_000;

    /** With a master the clock is corrected all the time: for longer than any test lasts, and time does not end before. */
    private static final long ALWAYS_NANOS = TimeUnit.DAYS.toNanos(100 * 365);

    /** A test may ask for anything. */
    private static final ObedienceLimits EVERYTHING = new ObedienceLimits(
            ObedienceLimits.UNLIMITED_NANOS, ObedienceLimits.UNLIMITED_NANOS, Long.MAX_VALUE, ALWAYS_NANOS, true);

    /** Follows as fast as a clock may, so that a test need not go far to see it arrive. */
    private static final DisciplineLimits QUICK =
            new DisciplineLimits(100_000_000, 1_000_000).withObedience(EVERYTHING);

    private final VirtualTimer time;
    private final DisciplinedClock clock;
    private long errorNanos = ERROR.toNanos();
    private @Nullable ReferenceReading utc;

    private ManualClusterClock(Instant start) {
        time = new VirtualTimer(TimeUnit.NANOSECONDS.convert(Duration.between(Instant.EPOCH, start)));
        clock = new DisciplinedClock(time, QUICK, time, ClockRecorder.NONE, TimeUnit.HOURS.toNanos(1));
    }

    /** A synchronized clock that shows this. */
    public static ManualClusterClock at(Instant start) {
        ManualClusterClock clock = unsynchronizedAt(start);
        clock.connect();
        return clock;
    }

    /** A clock that was never corrected, and shows this. {@link #connect} synchronizes it. */
    public static ManualClusterClock unsynchronizedAt(Instant start) {
        return new ManualClusterClock(start);
    }

    /** Lets this much time pass. */
    public void advance(Duration by) {
        time.advance(requireForward(by));
    }

    /** Lets time pass until it shows this. It must not be before what it shows. */
    public void set(Instant moment) {
        for (Duration left = requireShown(moment); !left.isZero(); left = requireShown(moment)) {
            advance(left);
        }
    }

    private Duration requireShown(Instant moment) {
        Duration left = Duration.between(instant(), moment);
        requireForward(left);
        return left;
    }

    private static long requireForward(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException(
                    "a cluster clock never goes back, not by %s either".formatted(by.negated()));
        }
        return by.toNanos();
    }

    /**
     * Corrects it by this much. A millisecond or more forward is a step. Backward, it runs 10 % slow until it is there, and
     * states what is left as error. The first correction of all is a step either way.
     */
    public void skew(Duration by) {
        correct(by.toNanos(), ALWAYS_NANOS, ALWAYS_NANOS, 0);
    }

    /** Has it state this error from now on; 0 and more, and a little is always added for reading it. */
    public void setError(Duration error) {
        errorNanos = error.toNanos();
        skew(Duration.ZERO);
    }

    /**
     * Has it know UTC from now on, until it is disrupted or loses its master for long.
     *
     * @param ahead UTC minus cluster time
     * @param error how far that can be off, beside its own error; 0 and more
     */
    public void setUtc(Duration ahead, Duration error) {
        utc = new ReferenceReading(time.nanos(), ahead.toNanos(), 0, error.toNanos(), 0, ALWAYS_NANOS);
        skew(Duration.ZERO);
    }

    /** Gives it a master: it is synchronized, and stays so. */
    public void connect() {
        skew(Duration.ZERO);
    }

    /**
     * Takes its master away: {@code HOLDOVER} after {@link #SYNCHRONIZED_FOR}, {@code UNSYNCHRONIZED} after {@link
     * #VALID_FOR}.
     */
    public void disconnect() {
        correct(0, SYNCHRONIZED_FOR.toNanos(), VALID_FOR.toNanos(), GROWTH_PPB);
    }

    /**
     * As if its machine had slept or been moved: {@code UNSYNCHRONIZED} at once, until {@link #connect} or any other correction. What
     * it shows goes on.
     */
    public void disrupt() {
        time.disrupt();
        clock.status();
    }

    private void correct(long offset, long synchronizedFor, long validFor, double growthPpb) {
        long now = time.nanos();
        long version = clock.state(now).mapping().version();
        clock.correct(new Correction(
                1, version + 1, version, now, offset, 0, errorNanos, growthPpb, synchronizedFor, validFor, utc));
    }

    /** As if its slave were closed: waits fail, listeners hear nothing more, and its master is gone. */
    @Override
    public void close() {
        disconnect();
        clock.close();
    }

    @Override
    public long nanos() {
        return clock.nanos();
    }

    @Override
    public ClusterReading read() {
        return clock.read();
    }

    @Override
    public ClockStatus status() {
        return clock.status();
    }

    @Override
    public CompletionStage<Void> awaitAfter(Instant moment) {
        return clock.awaitAfter(moment);
    }

    @Override
    public void awaitAfter(Instant moment, Duration timeout) throws InterruptedException, TimeoutException {
        clock.awaitAfter(moment, timeout);
    }

    @Override
    public CompletionStage<Void> awaitSynchronized() {
        return clock.awaitSynchronized();
    }

    @Override
    public void awaitSynchronized(Duration timeout) throws InterruptedException, TimeoutException {
        clock.awaitSynchronized(timeout);
    }

    @Override
    public void awaitSynchronized(Duration timeout, Duration maxError) throws InterruptedException, TimeoutException {
        clock.awaitSynchronized(timeout, maxError);
    }

    @Override
    public Registration onStatusChange(StatusListener listener) {
        return clock.onStatusChange(listener);
    }
}
