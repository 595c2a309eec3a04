package io.campanile.load;

import io.campanile.core.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * What came of a load. NaN is what nothing is known of. {@code docs/performance.md} says how each is measured.
 *
 * @param slaves how many slaves there should be
 * @param connected how many of them the master keeps at the end
 * @param failed how many it never let in
 * @param disconnected connections that were lost; those that came back, too
 * @param replaced slaves that left on purpose, others coming in their places
 * @param connectSeconds from the start until the last slave was in, of those that got in before measuring began
 * @param measuredSeconds how long it was measured
 * @param rounds how many rounds the master ran meanwhile, from the first on that corrected anybody
 * @param slaveRoundsPerSecond corrections that honest slaves applied meanwhile, in a second
 * @param coverage the share of the slave-rounds due since the start that were answered and corrected
 * @param errors of the served clocks of honest slaves against their common time, settled ones, while it was measured
 * @param boundViolations readings, since the start, whose stated bound was wrong for certain
 * @param backwardReadings readings, since the start, that were earlier than the one before
 * @param rejected how many slaves the master leaves out at the end
 * @param cpuSeconds CPU time of this process while it was measured
 * @param residentBytes memory of this process at the end, where the system tells
 * @param wallSeconds how long it all took
 * @param lastTrouble why a slave was not let in, or was lost; empty if all went well
 */
public record LoadResult(
        int slaves,
        int connected,
        int failed,
        int disconnected,
        int replaced,
        double connectSeconds,
        double measuredSeconds,
        long rounds,
        double slaveRoundsPerSecond,
        double coverage,
        ErrorFigures errors,
        long boundViolations,
        long backwardReadings,
        int rejected,
        double cpuSeconds,
        OptionalLong residentBytes,
        double wallSeconds,
        String lastTrouble) {

    /** What went wrong, one phrase each; empty when all connected, none was lost and no promise was broken. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (connected < slaves) {
            problems.add("%s of %s not connected"
                    .formatted(slaves - connected, slaves == 1 ? "1 slave is" : slaves + " slaves are"));
        }
        if (disconnected > 0) {
            problems.add(Quantity.many(disconnected, "connection") + (disconnected == 1 ? " was lost" : " were lost"));
        }
        if (!problems.isEmpty() && !lastTrouble.isEmpty()) {
            problems.add("the last because of: " + lastTrouble);
        }
        if (boundViolations > 0) {
            problems.add(Quantity.many(boundViolations, "stated bound")
                    + (boundViolations == 1 ? " was wrong" : " were wrong"));
        }
        if (backwardReadings > 0) {
            problems.add(Quantity.many(backwardReadings, "reading") + " went back");
        }
        return problems;
    }
}
