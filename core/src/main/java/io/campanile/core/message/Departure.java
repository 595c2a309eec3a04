package io.campanile.core.message;

/**
 * When a reading really left. It is known afterwards, so the next reading brings it: what PTP (IEEE 1588) calls a two-step clock, and
 * NTP the interleaved mode.
 *
 * @param sequence the sequence of the probe that the reading answered
 * @param t3 local clock as it left: never before the t3 that the reading told itself
 */
public record Departure(long sequence, long t3) {

    /** Checks the stamp. */
    public Departure {
        Ranges.requireTime(t3, "t3 of the reading before");
    }
}
