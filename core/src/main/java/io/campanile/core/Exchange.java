package io.campanile.core;

/**
 * One round trip between the master and a slave, with its four time stamps in nanoseconds.
 *
 * <pre>
 * master  t1 ──probe──▶                ──▶ t4
 * slave              t2 ──reading── t3
 * </pre>
 *
 * <p><b>The sign, for the whole of Campanile:</b> offset = slave − master. Positive means that the slave is ahead.
 *
 * <p>Sources: F. Cristian, "Probabilistic clock synchronization" (1989) for the error bound; RFC 5905, section 8, for
 * the four-stamp form.
 *
 * @param t1 master's local clock just before it wrote the probe
 * @param t2 slave's local clock as it read the probe
 * @param t3 slave's local clock just before it wrote the reading
 * @param t4 master's local clock as it read the reading
 */
public record Exchange(long t1, long t2, long t3, long t4) {

    /** Time on the way, both ways together: (t4 − t1) − (t3 − t2). */
    public long delay() {
        return (t4 - t1) - (t3 - t2);
    }

    /** Cristian's estimate, right when both ways took equally long: ((t2 − t1) + (t3 − t4)) / 2. */
    public long offset() {
        return ((t2 - t1) + (t3 - t4)) / 2;
    }

    /**
     * Where the offset lies for certain, whatever the asymmetry: the probe was not read before it was sent, so
     * offset ≤ t2 − t1; the reading was not read before it was sent either, so offset ≥ t3 − t4. This is the offset
     * ± delay / 2, without the rounding.
     */
    public Interval bounds() {
        return new Interval(t3 - t4, t2 - t1);
    }

    /** The master's local time half-way through the exchange. */
    public long midpoint() {
        return t1 + (t4 - t1) / 2;
    }

    /** Whether the stamps can come from two clocks that run forwards: causes come before their effects. */
    public boolean isPossible() {
        return t4 >= t1 && t3 >= t2 && delay() >= 0;
    }
}
