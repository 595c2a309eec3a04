package io.campanile.admin.master;

import io.campanile.master.SlaveStatus;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One round and what it left behind: an element of {@code GET /api/v1/rounds}, and what {@code /api/v1/events} sends as
 * each round ends. Spans and times are nanoseconds, rates parts per billion.
 *
 * @param round what was decided
 * @param status how far the master's cluster clock could be trusted
 * @param errorNanos how far it could be from cluster time; null while unsynchronized
 * @param secondMaster what a slave has told of another master that runs beside this one; null if none has lately
 * @param parent how the master stands to the one whose cluster's time its own follows; null if it follows none
 * @param states how many slaves were in which state; those that nobody was in are left out
 * @param offset cluster clocks minus cluster time, before the correction, of the slaves that were not left out; null when
 *     none was measured; so are the next three
 * @param error how far those can be from the truth
 * @param drift rates of their local clocks against the master's
 * @param delay their shortest round trips lately
 * @param roundTrips how many exchanges took how long since the round before, by the buckets of {@code GET /api/v1/rounds}
 * @param slaves the slaves that are recorded: all of a small cluster, and those that somebody looked at
 */
record RoundDocument(
        StatusDocument.Round round,
        String status,
        @Nullable Long errorNanos,
        @Nullable String secondMaster,
        @Nullable ParentDocument parent,
        Map<String, Integer> states,
        @Nullable Quantiles offset,
        @Nullable Quantiles error,
        @Nullable Quantiles drift,
        @Nullable Quantiles delay,
        List<Long> roundTrips,
        List<Point> slaves) {

    /**
     * One slave in one round.
     *
     * @see StatusDocument.Slave
     */
    record Point(
            String name,
            String state,
            @Nullable Long offsetNanos,
            @Nullable Long errorNanos,
            @Nullable Double driftPpb,
            @Nullable Long delayNanos) {

        static Point of(SlaveStatus slave) {
            return new Point(
                    slave.name(),
                    slave.standing().name(),
                    slave.offsetNanos(),
                    slave.errorNanos(),
                    slave.driftPpb(),
                    slave.delayNanos());
        }
    }
}
