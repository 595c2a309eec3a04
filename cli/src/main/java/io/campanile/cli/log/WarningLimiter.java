package io.campanile.cli.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/**
 * Lets through some warnings of each kind in ten seconds, and then says how many more there were: a thousand slaves that
 * are dropped at once, or somebody who knocks at the port all day, fill no disk. Any thread.
 */
public final class WarningLimiter extends TurboFilter {

    private static final int MOST = 20;
    private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** There are no more kinds than places in our code that warn; but a text put together counts as one of its own. */
    private static final int MAX_KINDS = 1000;

    private final LongSupplier nanos;
    private final Map<String, Window> windows = new HashMap<>();

    /** What happened to one kind of warning since a moment. */
    private record Window(long startNanos, int count) {}

    /** As logback makes one. */
    public WarningLimiter() {
        this(System::nanoTime);
    }

    WarningLimiter(LongSupplier nanos) {
        this.nanos = nanos;
    }

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] params,
            @Nullable Throwable failure) {
        if (level != Level.WARN || format == null) {
            return FilterReply.NEUTRAL;
        }
        int before = count(format);
        if (before > MOST) {
            // Its own kind, so that it is not counted as what it is about.
            logger.warn("{} more like this in the ten seconds before: {}", before - MOST, format);
        }
        return before >= 0 ? FilterReply.NEUTRAL : FilterReply.DENY;
    }

    /** Counts one: -1 if it is one too many; else how many there were in the window that it ends, or 0. */
    private synchronized int count(String format) {
        long now = nanos.getAsLong();
        Window window = windows.get(format);
        if (window == null || now - window.startNanos() > WINDOW_NANOS) {
            if (windows.size() >= MAX_KINDS) {
                windows.clear();
            }
            windows.put(format, new Window(now, 1));
            return window == null ? 0 : window.count();
        }
        windows.put(format, new Window(window.startNanos(), window.count() + 1));
        return window.count() < MOST ? 0 : -1;
    }
}
