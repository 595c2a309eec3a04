package io.campanile.simulator.node;

import io.campanile.core.Mapping;
import io.campanile.core.Units;
import io.campanile.core.discipline.Bound;
import io.campanile.core.discipline.ClockState;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.message.Message.Reading;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What a clock tells instead of what it shows. */
@FunctionalInterface
public interface Lie {

    /** Tells the truth. */
    Lie NONE = reading -> reading;

    /** What it tells, given what is true. */
    Reading told(Reading reading);

    /** Always ahead by the same. */
    static Lie constant(long nanos) {
        return shifted(() -> nanos);
    }

    /** Another one for each probe. */
    static Lie random(RandomGenerator random, long mostNanos) {
        return shifted(() -> random.nextLong(-mostNanos, mostNanos + 1));
    }

    /** Ahead and behind in turn: no two probes hear the same. */
    static Lie twoFaced(RandomGenerator random, long nanos) {
        return shifted(() -> random.nextBoolean() ? nanos : -nanos);
    }

    /** Ahead by this much more each second, counted from that moment. */
    static Lie growing(long nanosPerSecond, long since) {
        return reading ->
                shifted(reading, Math.round((double) nanosPerSecond / Units.SECOND_NANOS * (reading.t2() - since)));
    }

    /** The truth until its local clock shows that, and from then on always ahead by the same. */
    static Lie late(long nanos, long since) {
        return reading -> reading.t2() < since ? reading : shifted(reading, nanos);
    }

    /**
     * True stamps, but another mapping than it applies: another time at each probe, another version at some, and a bound of
     * nothing, of everything, or none at all.
     */
    static Lie pretended(RandomGenerator random, long mostNanos) {
        return reading ->
                pretended(reading, random.nextInt(2), random.nextLong(-mostNanos, mostNanos + 1), random.nextInt(3));
    }

    private static Lie shifted(LongSupplier nanos) {
        return reading -> shifted(reading, nanos.getAsLong());
    }

    private static Reading shifted(Reading r, long nanos) {
        return new Reading(r.session(), r.round(), r.sequence(), r.nonce(), r.t2() + nanos, r.t3() + nanos, r.clock());
    }

    private static Reading pretended(Reading r, int versions, long nanos, int kind) {
        Mapping applied = r.clock().mapping();
        Mapping claimed = new Mapping(
                Math.max(1, applied.version() + versions),
                applied.anchorNanos(),
                applied.offsetNanos() + nanos,
                applied.ratePpb());
        ClockState clock = new ClockState(
                claimed, ClockStatus.SYNCHRONIZED, Math.max(1, r.clock().epoch()), bounds(kind));
        return new Reading(r.session(), r.round(), r.sequence(), r.nonce(), r.t2(), r.t3(), clock);
    }

    private static @Nullable Bound bounds(int kind) {
        return switch (kind) {
            case 0 -> new Bound(0, 0, 0);
            case 1 -> new Bound(1L << 62, 0.9 * Units.PPB, 1L << 62);
            default -> null;
        };
    }
}
