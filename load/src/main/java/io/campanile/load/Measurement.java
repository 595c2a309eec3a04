package io.campanile.load;

import java.util.List;

/**
 * What the passes over all clocks have found. Each reads every clock once, and with it the machine's; nothing here touches
 * an event loop. Not thread-safe.
 */
final class Measurement {

    private final Coverage coverage = new Coverage();
    private final Errors errors = new Errors();
    private long boundViolations;
    private long backwardReadings;

    /**
     * One pass.
     *
     * @param probed the newest round that anybody was probed in
     * @param nowNanos the machine's clock now: the instant to which all readings are carried
     * @param measuring whether errors count already
     * @return the errors at this moment
     */
    ErrorFigures pass(List<LoadSlave> slaves, Round probed, long nowNanos, boolean measuring) {
        List<LoadSlave> honest = slaves.stream().filter(s -> !s.isLiar()).toList();
        honest.forEach(s -> backwardReadings += s.look() ? 1 : 0);
        coverage.look(probed, honest.stream().map(LoadSlave::tally).toList());
        honest.forEach(s -> s.settle(coverage));
        return compare(honest.stream().filter(s -> s.isServing(nowNanos)).toList(), nowNanos, measuring);
    }

    private ErrorFigures compare(List<LoadSlave> serving, long nowNanos, boolean measuring) {
        long[] ahead = serving.stream().mapToLong(s -> s.aheadNanos(nowNanos)).toArray();
        Agreement agreement = Agreement.of(
                ahead, serving.stream().mapToLong(LoadSlave::boundNanos).toArray());
        boundViolations += agreement.violations();
        Errors now = new Errors();
        for (int i = 0; i < ahead.length; i++) {
            long error = ahead[i] - agreement.commonNanos();
            now.add(error);
            if (measuring && serving.get(i).isConverged()) {
                errors.add(error);
            }
        }
        return now.figures();
    }

    Coverage coverage() {
        return coverage;
    }

    /** Of converged clocks, all passes together. */
    ErrorFigures errors() {
        return errors.figures();
    }

    long boundViolations() {
        return boundViolations;
    }

    long backwardReadings() {
        return backwardReadings;
    }
}
