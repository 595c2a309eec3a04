package io.campanile.simulator.world;

import io.campanile.core.ReferenceReading;
import io.campanile.core.Units;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What one machine knows of UTC, as by an NTP daemon: to within an error that it states, and that it keeps, unless it is made to be
 * wrong. It is off by a constant of its own, and by a little more each time.
 */
public final class UtcReceiver {

    /** For how long a claim holds. */
    private static final long VALID_FOR_NANOS = 600 * Units.SECOND_NANOS;

    /** RFC 5905, {@code PHI}: how fast a clock that a daemon keeps may leave UTC, in ppb. */
    private static final double GROWTH_PPB = 15_000;

    private final Utc utc;
    private final RandomGenerator random;
    private final long errorNanos;
    private final long biasNanos;
    private long wrongNanos;
    private boolean silent;

    /**
     * A receiver.
     *
     * @param errorNanos what it states to be off by at most; 1 and more
     */
    public UtcReceiver(Utc utc, RandomGenerator random, long errorNanos) {
        this.utc = utc;
        this.random = random;
        this.errorNanos = errorNanos;
        this.biasNanos = random.nextLong(-errorNanos, errorNanos + 1) / 2;
    }

    /** What the machine claims, beside this clock of its; empty while it is silent. */
    Optional<ReferenceReading> claim(VirtualClock clock) {
        if (silent) {
            return Optional.empty();
        }
        long noise = random.nextLong(-errorNanos, errorNanos + 1) / 4;
        long local = clock.nanos();
        return Optional.of(new ReferenceReading(
                local,
                utc.nanos() + biasNanos + noise + wrongNanos - local,
                -clock.frequencyPpb(),
                errorNanos,
                GROWTH_PPB,
                VALID_FOR_NANOS));
    }

    /** Its server is wrong by this from now on, and does not know. */
    public void err(long nanos) {
        wrongNanos = nanos;
    }

    /** Whether it is wrong. */
    public boolean errs() {
        return wrongNanos != 0 && !silent;
    }

    /** From now on it says nothing, or something again. */
    public void fallSilent(boolean nothing) {
        silent = nothing;
    }

    /** Whether it says something. */
    public boolean speaks() {
        return !silent;
    }
}
