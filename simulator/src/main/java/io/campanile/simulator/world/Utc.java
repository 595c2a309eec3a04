package io.campanile.simulator.world;

/** UTC in the virtual world: true time, until it is made to jump. What clocks outside of it show is no business of theirs. */
public final class Utc {

    private final VirtualTime time;
    private long aheadNanos;
    private long jumpedAtNanos = Long.MIN_VALUE;

    public Utc(VirtualTime time) {
        this.time = time;
    }

    /** What it is. */
    public long nanos() {
        return time.now() + aheadNanos;
    }

    /** It is another one from now on, as after a mistake of those who hand it out. */
    public void jump(long nanos) {
        aheadNanos += nanos;
        jumpedAtNanos = time.now();
    }

    /** When it last did; before all time, if it never did. */
    public long jumpedAtNanos() {
        return jumpedAtNanos;
    }
}
