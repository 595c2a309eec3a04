package io.campanile.simulator.node;

import io.campanile.core.Mapping;
import io.campanile.core.ensemble.RoundCoordinator;
import io.campanile.simulator.world.VirtualClock;
import org.jspecify.annotations.Nullable;

/**
 * One timeline of cluster time: a function of true time, whoever leads. Every promise about it is held to it.
 *
 * <p>It is what one term decides, and goes on as that term's last mapping when the term has ended. When the clock of that
 * term's master does what no healthy clock does, the timeline goes on as it was: as the last mapping on the clock as it would
 * be, had it stayed healthy. A later term takes it over; when that one says that no promise about it can be in force any more,
 * it is what the later one decides. Until then a master that does not know that it is deposed goes on to decide it: what it
 * promises must hold as well.
 */
public final class Truth {

    // Whose decisions it follows.
    private VirtualClock clock;
    private RoundCoordinator coordinator;

    /** What it goes on as; null while it is what the coordinator decides. */
    private @Nullable Mapping earlier;

    private long strayNanos;

    /** Who took it over last, and in which term. */
    private Timelines taker;

    private long takersTerm;

    /** What the present term of a master decides from now on. */
    Truth(Timelines founder) {
        this.clock = founder.clock();
        this.coordinator = founder.coordinator();
        this.taker = founder;
        this.takersTerm = founder.term();
    }

    /** What cluster time is now. */
    public long nanos() {
        Mapping mapping = earlier;
        return mapping == null
                ? coordinator.clusterTime().at(clock.nanos())
                : mapping.at(clock.healthyNanos() + strayNanos);
    }

    /** This clock is about to do, or to stop doing, what no healthy clock does. */
    void clockBreaks(VirtualClock broken) {
        if (broken == clock) {
            goOn(coordinator, coordinator.clusterTime());
        }
    }

    /**
     * Goes on as it was from now on, if it does not already.
     *
     * @param of whose decisions it was, if it was
     * @param last what was decided last
     */
    void goOn(RoundCoordinator of, Mapping last) {
        if (earlier == null && of == coordinator) {
            earlier = last;
            strayNanos = clock.strayNanos();
        }
    }

    /** Whether it is what this one decided, be it that it goes on as it was then. */
    boolean follows(RoundCoordinator other) {
        return coordinator == other;
    }

    /** Whether it goes on beside what this one decides. */
    boolean goesOnBeside(RoundCoordinator other) {
        return earlier != null || coordinator != other;
    }

    /** A term knows where this timeline is. One that is older than the last that did changes nothing. */
    void takenOver(Timelines by) {
        if (by.term() >= takersTerm) {
            if (by != taker) {
                taker.adoptIfDue();
            }
            taker = by;
            takersTerm = by.term();
        }
    }

    /** No promise about what it was before can be in force: it is what the one decides who took it over last. */
    void adopt(Timelines by) {
        if (by == taker && by.term() == takersTerm) {
            clock = by.clock();
            coordinator = by.coordinator();
            earlier = null;
        }
    }
}
