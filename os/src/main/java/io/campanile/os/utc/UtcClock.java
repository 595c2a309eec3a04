package io.campanile.os.utc;

import io.campanile.core.Interval;
import io.campanile.core.LocalClock;
import io.campanile.core.ReferenceReading;
import io.campanile.core.TwoClocks;
import io.campanile.core.Units;
import io.campanile.os.FakedClocks;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * A local clock whose machine may know UTC: from the first time that somebody asks, once a second a thread of its own asks ClockBound,
 * chrony and the kernel, in this order, how far the wall clock can be from UTC, and compares that one with the local clock. The first
 * that says something counts. Where nobody does, it claims nothing; its log says why, at DEBUG unless there was something before.
 *
 * <p>Guarantee: what it claims holds if whoever keeps the wall clock is right. A process whose clocks are faked claims nothing.
 *
 * <p>Thread-safe; {@link #utc} waits for nobody.
 */
public final class UtcClock implements LocalClock, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(UtcClock.class);

    private static final long EACH_SECONDS = 1;

    /** Those who claim are asked each second; what they said goes on for as long as a correction does. */
    private static final long VALID_FOR_NANOS = 600 * Units.SECOND_NANOS;

    /** Two readings that lie closer together than this are good enough; else the closest of some. */
    private static final long NEAR_NANOS = 1_000;

    private static final int FEW_READS = 50;

    private final LocalClock base;
    private final List<UtcSource> sources;
    private final LongSupplier wall;
    private final ScheduledExecutorService thread;
    private volatile @Nullable ReferenceReading last;
    private final AtomicBoolean started = new AtomicBoolean();
    private String said = "";

    private UtcClock(LocalClock base, List<UtcSource> sources, LongSupplier wall) {
        this.base = base;
        this.sources = sources;
        this.wall = wall;
        this.thread = Executors.newSingleThreadScheduledExecutor(new DefaultThreadFactory("campanile-utc", true));
    }

    /** This local clock, on the machine as it is. Close it to end its thread. */
    public static UtcClock ofThisMachine(LocalClock base) {
        List<UtcSource> sources = FakedClocks.inThisProcess()
                ? List.of()
                : List.of(new ClockBoundSource(), new ChronySource(), new KernelSource());
        return new UtcClock(base, sources, UtcClock::wallNanos);
    }

    /** One that is asked by hand. */
    static UtcClock of(LocalClock base, List<UtcSource> sources, LongSupplier wall) {
        return new UtcClock(base, sources, wall);
    }

    /** What was found last; null if nothing. */
    @Nullable
    ReferenceReading claimed() {
        return last;
    }

    private void start() {
        if (sources.isEmpty()) {
            log.debug("this machine claims nothing of UTC: libfaketime fakes its clocks");
        } else if (!thread.isShutdown()) {
            thread.scheduleWithFixedDelay(this::look, 0, EACH_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** Asks everybody, until somebody says something. */
    void look() {
        List<String> reasons = new ArrayList<>();
        for (UtcSource source : sources) {
            try {
                Optional<WallError> error = source.read();
                if (error.isPresent()) {
                    last = compare(error.get());
                    say(Level.INFO, "this machine claims UTC by {}", source.name(), source.name());
                    return;
                }
                reasons.add(source.name() + " is not synchronized");
            } catch (IOException | RuntimeException e) {
                reasons.add(String.valueOf(e.getMessage()));
            }
        }
        last = null;
        // Most machines have nobody who knows UTC, and never had.
        Level level = said.isEmpty() ? Level.DEBUG : Level.INFO;
        say(level, "this machine claims nothing of UTC: {}", "nothing", String.join("; ", reasons));
    }

    /** Each change is said once. */
    private void say(Level level, String sentence, String what, String detail) {
        if (!said.equals(what)) {
            said = what;
            log.atLevel(level).log(sentence, detail);
        }
    }

    /** UTC − the local clock: the wall clock, which may be off by this, was read between two readings of the local one. */
    private ReferenceReading compare(WallError error) {
        TwoClocks now = TwoClocks.read(base::nanos, wall, FEW_READS, NEAR_NANOS);
        return new ReferenceReading(
                now.atNanos(),
                now.aheadNanos(),
                0,
                error.errorNanos() + now.widthNanos() / 2 + 1,
                error.growthPpb(),
                VALID_FOR_NANOS);
    }

    private static long wallNanos() {
        Instant now = Instant.now();
        return now.getEpochSecond() * Units.SECOND_NANOS + now.getNano();
    }

    @Override
    public long nanos() {
        return base.nanos();
    }

    @Override
    public long disruptions(long localNanos) {
        return base.disruptions(localNanos);
    }

    @Override
    public long wallAheadNanos() {
        return base.wallAheadNanos();
    }

    @Override
    public Interval wallAhead() {
        return base.wallAhead();
    }

    @Override
    public Optional<ReferenceReading> utc() {
        if (started.compareAndSet(false, true)) {
            start();
        }
        return Optional.ofNullable(last);
    }

    /** Ends its thread; it claims nothing any more. */
    @Override
    public void close() {
        thread.shutdownNow();
        last = null;
    }
}
