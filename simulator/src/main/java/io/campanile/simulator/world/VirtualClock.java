package io.campanile.simulator.world;

import io.campanile.core.LocalClock;
import io.campanile.core.ReferenceReading;
import io.campanile.core.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A clock that is wrong in known ways: true time plus an offset plus a frequency error. The error is a constant plus a
 * random walk: at each whole second of true time it grows by {@code wander · N(0, 1)}, and stays constant within the
 * second. That is the clock of clknetsim, so that figures compare.
 *
 * <p>It may also do what no healthy clock does: jump, stand still, or run far too fast. It knows when it last did, and what
 * it would show if it never had.
 *
 * <p>It has more fields than most classes: each is one term of what it shows, healthy ones first.
 *
 * <p>Exact: what has gathered is kept as whole nanoseconds and a fraction, and nothing rounds twice.
 */
public final class VirtualClock implements LocalClock {

    private final VirtualTime time;
    private final RandomGenerator random;
    private final double wanderPpb;
    private double frequencyPpb;
    private double rampPpb;
    private long rampUntilSecond;

    private long second;
    private long aheadNanos;
    private double fraction;

    // What no healthy clock does.
    private long jumpedNanos;
    private double excessPpb;
    private double excessNanos;
    private long excessSince;
    private boolean frozen;
    private long shownWhenFrozen;
    private long lastBroken = Long.MIN_VALUE;

    // What it knows of that.
    private long lastUnnoticed = Long.MIN_VALUE;
    private long disruptions;
    private long wallAheadNanos;

    private @Nullable UtcReceiver receiver;

    /** The true times from which and until which it did that, in order. The last one may go on. */
    private final List<long[]> breaks = new ArrayList<>();

    /**
     * A clock that runs from now on.
     *
     * @param aheadNanos by how much it is ahead of true time now
     * @param frequencyPpb by how much it runs fast
     * @param wanderPpb by how much that changes in a second, one standard deviation
     */
    public VirtualClock(
            VirtualTime time, RandomGenerator random, long aheadNanos, double frequencyPpb, double wanderPpb) {
        this.time = time;
        this.random = random;
        this.aheadNanos = aheadNanos;
        this.frequencyPpb = frequencyPpb;
        this.wanderPpb = wanderPpb;
        this.second = Math.floorDiv(time.now(), Units.SECOND_NANOS);
    }

    @Override
    public long nanos() {
        return frozen ? shownWhenFrozen : running();
    }

    private long running() {
        catchUp();
        return time.now() + aheadNanos + jumpedNanos + (long) Math.floor(gathered() + excess());
    }

    /** What it would show if it had never jumped, stood still or run too fast. */
    public long healthyNanos() {
        catchUp();
        return time.now() + aheadNanos + (long) Math.floor(gathered());
    }

    /** What has gathered beyond whole nanoseconds, and within the present second. */
    private double gathered() {
        return fraction + frequencyPpb / Units.PPB * (time.now() - second * Units.SECOND_NANOS);
    }

    private double excess() {
        return excessNanos + excessPpb / Units.PPB * (time.now() - excessSince);
    }

    /** When it last did what no healthy clock does: now, while it does; before all time, if it never did. */
    public long lastBroken() {
        return isBroken() ? time.now() : lastBroken;
    }

    /** The same for what it did without knowing: what nobody measured it for since binds nobody. */
    public long lastUnnoticed() {
        return excessPpb != 0 ? time.now() : lastUnnoticed;
    }

    @Override
    public long disruptions(long localNanos) {
        return disruptions;
    }

    @Override
    public long wallAheadNanos() {
        return wallAheadNanos;
    }

    @Override
    public Optional<ReferenceReading> utc() {
        return receiver == null ? Optional.empty() : receiver.claim(this);
    }

    /** What its machine knows of UTC from now on. */
    public void receive(UtcReceiver by) {
        receiver = by;
    }

    /** What its machine knows UTC by, if it does. */
    public Optional<UtcReceiver> receiver() {
        return Optional.ofNullable(receiver);
    }

    /** Whether it does what no healthy clock does. */
    public boolean isBroken() {
        return frozen || excessPpb != 0;
    }

    /** Whether it did what no healthy clock does at any moment from one true time to another. */
    public boolean wasBroken(long fromNanos, long untilNanos) {
        return breaks.stream().anyMatch(b -> b[0] <= untilNanos && b[1] >= fromNanos);
    }

    /** By how much it is ahead of what it would show if it had never jumped, stood still or run too fast. */
    public long strayNanos() {
        return nanos() - healthyNanos();
    }

    /** Notes that it breaks now, and whether it goes on to. */
    private void noteBreak() {
        long[] last = breaks.isEmpty() ? null : breaks.get(breaks.size() - 1);
        long until = isBroken() ? Long.MAX_VALUE : time.now();
        if (last != null && last[1] == Long.MAX_VALUE) {
            last[1] = until;
        } else {
            breaks.add(new long[] {time.now(), until});
        }
    }

    private void catchUp() {
        long current = Math.floorDiv(time.now(), Units.SECOND_NANOS);
        while (second < current) {
            double gathered = fraction + frequencyPpb;
            double whole = Math.floor(gathered);
            aheadNanos += (long) whole;
            fraction = gathered - whole;
            second++;
            frequencyPpb += wanderPpb * random.nextGaussian() + (second <= rampUntilSecond ? rampPpb : 0);
        }
    }

    /** By how much it runs fast at this moment, in ppb. */
    public double frequencyPpb() {
        catchUp();
        return frequencyPpb + excessPpb;
    }

    /** Jumps. A process that runs reads a monotonic clock: only a restart may see it go back. */
    public void step(long nanos) {
        jumpedNanos += nanos;
        lastBroken = time.now();
        lastUnnoticed = lastBroken;
        noteBreak();
    }

    /** Runs faster from now on than any healthy clock; what was added is taken back the same way. */
    public void speedUp(double ppb) {
        excessNanos = excess();
        excessSince = time.now();
        excessPpb += ppb;
        lastBroken = time.now();
        lastUnnoticed = lastBroken;
        noteBreak();
    }

    /** Its frequency changes by this much each second, for this many seconds, as it does when the temperature changes. */
    public void ramp(double ppbPerSecond, long seconds) {
        catchUp();
        rampPpb = ppbPerSecond;
        rampUntilSecond = second + seconds;
    }

    /** Stands still: the machine is suspended. */
    void freeze() {
        if (!frozen) {
            shownWhenFrozen = running();
            frozen = true;
            noteBreak();
        }
    }

    /** Goes on from where it stood, and knows nothing of it. */
    void thaw() {
        if (frozen) {
            goOn();
            lastUnnoticed = time.now();
        }
    }

    /** The same, and it knows of it. The wall clock has gone on, and was set by this much. */
    void wake(long wallSetBy) {
        if (frozen) {
            wallAheadNanos += goOn() + wallSetBy;
            disruptions++;
        }
    }

    /** Returns what it has missed. */
    private long goOn() {
        long missed = running() - shownWhenFrozen;
        jumpedNanos -= missed;
        frozen = false;
        lastBroken = time.now();
        noteBreak();
        return missed;
    }
}
