package io.campanile.simulator.world;

import io.campanile.core.Units;
import io.campanile.simulator.traffic.Draw;
import io.campanile.simulator.traffic.Traffic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a slave's network. Packets overtake each other. It may have a way for datagrams beside it, to which happens whatever happens to
 * it.
 */
public final class Link {

    private static final int MOST_RECORDED = 200;

    private final VirtualTime time;
    private final RandomGenerator random;
    private final Delay delay;
    private final Traffic.Wait traffic;
    private final long since;
    private final double loss;
    private final double repeats;
    private final long lateNanos;
    private final @Nullable Link datagrams;
    private int cuts;
    private double congestionNanos;
    private long notBefore;
    private long heldNanos;
    private boolean recorded;
    private final List<Runnable> record = new ArrayList<>();

    /**
     * An idle way.
     *
     * @param loss the share of packets that get lost
     * @param repeats the share of packets that arrive twice
     */
    public Link(VirtualTime time, RandomGenerator random, Delay delay, double loss, double repeats) {
        this(time, random, delay, loss, repeats, 0, null);
    }

    /**
     * An idle way of a connection: nothing gets lost.
     *
     * @param lateNanos how much later than it came in a program sees what comes this way, on average
     * @param datagrams the way for datagrams beside it
     */
    public Link(VirtualTime time, RandomGenerator random, Delay delay, long lateNanos, Link datagrams) {
        this(time, random, delay, 0, 0, lateNanos, datagrams);
    }

    private Link(
            VirtualTime time,
            RandomGenerator random,
            Delay delay,
            double loss,
            double repeats,
            long lateNanos,
            @Nullable Link datagrams) {
        this.time = time;
        this.random = random;
        this.delay = delay;
        this.traffic = delay.traffic().begin(random);
        this.since = time.now();
        this.loss = loss;
        this.repeats = repeats;
        this.lateNanos = lateNanos;
        this.datagrams = datagrams;
    }

    /** The way for datagrams beside it; empty if there is none. */
    public Optional<Link> datagrams() {
        return Optional.ofNullable(datagrams);
    }

    /** Sends a packet. */
    public void send(Runnable arrival) {
        if (cuts > 0 || random.nextDouble() < loss) {
            return;
        }
        time.at(Math.max(notBefore, time.now() + draw()), arrival);
        if (recorded && record.size() < MOST_RECORDED) {
            record.add(arrival);
        }
        if (random.nextDouble() < repeats) {
            time.at(Math.max(notBefore, time.now() + draw()), arrival);
        }
    }

    /** Sends what opens or ends a session: the transport repeats it until it is there, and keeps it first. */
    public void sendFirst(Runnable arrival) {
        if (cuts == 0) {
            notBefore = Math.max(notBefore, time.now() + draw());
            time.at(notBefore, arrival);
        }
    }

    private long draw() {
        double wait = congestionNanos > 0 ? Draw.exponential(congestionNanos, random) : 0;
        double others = traffic.nanos((double) (time.now() - since) / Units.SECOND_NANOS);
        double late = lateNanos > 0 ? Draw.exponential((double) lateNanos, random) : 0;
        return delay.draw(others, random) + (long) (wait + late) + heldNanos;
    }

    /** Somebody on the way holds every packet back for this long; 0 ends it. */
    public void hold(long nanos) {
        heldNanos = nanos;
        datagrams().ifPresent(beside -> beside.hold(nanos));
    }

    /** Somebody on the way writes down what passes, until {@link #replay}. */
    public void record() {
        recorded = true;
        datagrams().ifPresent(Link::record);
    }

    /** Lets all that was written down pass once more, in another order, and forgets it. */
    public void replay() {
        recorded = false;
        record.forEach(arrival -> time.at(Math.max(notBefore, time.now() + draw()), arrival));
        record.clear();
        datagrams().ifPresent(Link::replay);
    }

    /** Nothing gets through any more, until as many {@link #mend}. */
    public void cut() {
        cuts++;
        datagrams().ifPresent(Link::cut);
    }

    /** Takes one cut back. */
    public void mend() {
        cuts--;
        datagrams().ifPresent(Link::mend);
    }

    public boolean isCut() {
        return cuts > 0;
    }

    /** From now on every packet waits for this time on average, exponentially distributed; 0 ends it. */
    public void congest(double meanNanos) {
        congestionNanos = meanNanos;
        datagrams().ifPresent(beside -> beside.congest(meanNanos));
    }
}
