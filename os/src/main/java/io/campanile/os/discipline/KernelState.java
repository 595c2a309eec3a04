package io.campanile.os.discipline;

import io.campanile.core.Units;
import io.campanile.os.Timex;

/**
 * How a kernel keeps the wall clock.
 *
 * @param frequency by how much the clock is made to run fast, in units of {@link Timex#FREQUENCY_PPB}
 * @param tickMicros how many microseconds it goes on with each tick
 * @param flags the status
 * @param maxErrorMicros how far the clock can be from the truth
 * @param estErrorMicros how far it is thought to be
 */
record KernelState(long frequency, long tickMicros, int flags, long maxErrorMicros, long estErrorMicros) {

    /** A hundred ticks make a second, on every machine that we run on. */
    static final long TICK_MICROS = 10_000;

    /** From here on the kernel sets a flag by itself. */
    static final long MOST_ERROR_MICROS = 16_000_000;

    /** By how much the clock runs faster than its oscillator, in ppb: by its frequency, and by longer ticks. */
    double ratePpb() {
        return frequency * Timex.FREQUENCY_PPB + (tickMicros - TICK_MICROS) * (Units.PPB / TICK_MICROS);
    }

    boolean isSynchronized() {
        return (flags & Timex.STA_UNSYNC) == 0;
    }

    /** Whether the kernel itself says by now that nobody keeps its clock: it had no order for hours. */
    boolean isGivenUp() {
        return maxErrorMicros >= MOST_ERROR_MICROS;
    }
}
