package io.campanile.core.message;

import io.campanile.core.Mapping;
import io.campanile.core.ReferenceReading;
import io.campanile.core.Units;
import io.campanile.core.discipline.ClockState;
import io.campanile.core.discipline.Correction;
import io.campanile.core.session.SessionConfig;

/** The ranges of what messages carry. Each check throws {@link IllegalArgumentException} with a sentence for the sender. */
final class Ranges {

    private static final long DAY_NANOS = 86_400 * Units.SECOND_NANOS;

    private Ranges() {}

    static void require(boolean holds, String what, long value, String range) {
        if (!holds) {
            throw new IllegalArgumentException("%s is %s; it must be %s".formatted(what, value, range));
        }
    }

    static void requireTime(long nanos, String what) {
        require(nanos >= 0 && nanos < Message.MAX_NANOS, what, nanos, "0 to 2^62 ns");
    }

    /** What a session computes from such a clock never overflows. */
    static void requireClock(ClockState clock) {
        Mapping mapping = clock.mapping();
        requireTime(mapping.anchorNanos(), "the mapping's anchor");
        require(
                Math.abs((double) mapping.offsetNanos()) <= Message.MAX_OFFSET_NANOS,
                "the mapping's offset",
                mapping.offsetNanos(),
                "within ±2^61 ns");
        require(mapping.version() >= 0, "the mapping's version", mapping.version(), "0 or more");
        require(clock.epoch() >= 0, "the epoch", clock.epoch(), "0 or more");
        require(
                clock.stepLimitNanos() >= 0 && clock.stepLimitNanos() <= Message.MAX_NANOS,
                "the step limit",
                clock.stepLimitNanos(),
                "0 to 2^62 ns");
        if (clock.utc() != null) {
            requireTime(clock.utc().atNanos(), "the time of the claim of UTC");
            requireReading(clock.utc());
        }
    }

    /** What anybody computes from such a reading never overflows; it checks the rest itself. */
    private static void requireReading(ReferenceReading utc) {
        require(
                Math.abs((double) utc.offsetNanos()) <= Message.MAX_OFFSET_NANOS,
                "UTC's offset",
                utc.offsetNanos(),
                "within ±2^61 ns");
        require(utc.validForNanos() <= Message.MAX_NANOS, "UTC's validity", utc.validForNanos(), "0 to 2^62 ns");
    }

    /**
     * The size of a correction's numbers; the correction checks the rest itself. Its time is carried on from a reading's
     * stamps, so it may lie a little outside what they may show.
     */
    static void requireSize(Correction correction) {
        require(
                correction.atNanos() >= -DAY_NANOS && correction.atNanos() < Message.MAX_NANOS + DAY_NANOS,
                "the correction's time",
                correction.atNanos(),
                "0 to 2^62 ns, give or take a day");
        require(
                Math.abs(correction.offsetNanos()) <= Message.MAX_NANOS && correction.offsetNanos() != Long.MIN_VALUE,
                "the offset",
                correction.offsetNanos(),
                "within ±2^62 ns");
        require(correction.errorNanos() <= Message.MAX_NANOS, "the error", correction.errorNanos(), "up to 2^62 ns");
        require(correction.validForNanos() <= DAY_NANOS, "the validity", correction.validForNanos(), "up to a day");
        if (correction.utc() != null) {
            requireReading(correction.utc());
        }
    }

    /** How often rounds may start. */
    static void requireRound(long nanos) {
        require(
                nanos >= SessionConfig.MIN_ROUND_NANOS && nanos <= SessionConfig.MAX_ROUND_NANOS,
                "the round",
                nanos,
                "10 ms to 1 h");
    }

    /** Where somebody can be reached. */
    static void requirePlace(String host, int port) {
        require(host.length() <= 255, "the host's length", host.length(), "1 to 255 characters");
        if (!Printable.isName(host)) {
            throw new IllegalArgumentException("the host has 1 to 255 printable characters");
        }
        require(port >= 1 && port <= 65_535, "the port", port, "1 to 65535");
    }
}
