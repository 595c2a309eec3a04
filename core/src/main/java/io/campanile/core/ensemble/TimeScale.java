package io.campanile.core.ensemble;

import io.campanile.core.Mapping;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What cluster time is made of: decides it at the end of each round. One master owns one; nothing here reads a clock. */
interface TimeScale {

    /**
     * Compares the clocks and moves cluster time as far as this round moves it.
     *
     * @param nowNanos the master's local time
     * @param reports one of every connected slave
     * @param outside what is known of times outside of the ensemble
     */
    Vote decide(long nowNanos, List<ClockReport> reports, Outside outside);

    /** What the master's local clock says of itself, as the round ends that is decided next. */
    void observe(OwnClock own);

    /** Whether cluster time is decided. */
    boolean isStarted();

    /** From the master's local clock to cluster time; the identity until it is decided. */
    Mapping mapping();

    /** By how much cluster time's rate may still change while a correction made now is valid, in ppb. */
    double rateAllowancePpb();

    /** Whether most of the clocks that agreed in this term were silent in the last round: another master may reach them. */
    boolean isDeserted();

    /** How many clocks, the master's included, are to be remembered as those who agree; 0 before any did. */
    int electors();

    /** The time that this one took over, while a promise about it may be in force; null else. */
    @Nullable
    Handover handover(long nowNanos);
}
