package io.campanile.load.agreement;

import io.campanile.core.Series;
import io.campanile.core.Units;
import java.util.Arrays;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Puts together what all slaves printed at the same second, and notes how far each two of them are apart.
 *
 * <p>They do not read their clocks at the same instant, and need not: each says by how much its cluster clock is ahead of
 * the machine's, and that changes by what cluster time runs faster than the machine's clock: nanoseconds within the few
 * milliseconds between them.
 *
 * <p>Any thread.
 */
public final class Pairs {

    /** A slave whose reading is this many seconds late counts as missing. */
    private static final int PATIENCE_SECONDS = 5;

    private final SlaveReading[] latest;
    private final TreeMap<Long, SlaveReading[]> incomplete = new TreeMap<>();
    private final Series apart = new Series();
    private final Series bounds = new Series();
    private boolean measuring;
    private long moments;
    private long boundViolations;
    private long backwardReadings;

    public Pairs(int slaves) {
        latest = new SlaveReading[slaves];
    }

    /** A slave, counted from 0, printed this. */
    synchronized void add(int slave, SlaveReading reading) {
        if (latest[slave] != null && reading.clusterNanos() < latest[slave].clusterNanos()) {
            backwardReadings++;
        }
        latest[slave] = reading;
        long second = Math.round((double) reading.hostNanos() / Units.SECOND_NANOS);
        SlaveReading[] moment = incomplete.computeIfAbsent(second, s -> new SlaveReading[latest.length]);
        moment[slave] = reading;
        if (Arrays.stream(moment).allMatch(Objects::nonNull)) {
            incomplete.remove(second);
            compare(moment);
        }
        incomplete.headMap(second - PATIENCE_SECONDS).clear();
    }

    private void compare(SlaveReading[] moment) {
        for (int i = 0; i < moment.length; i++) {
            for (int j = 0; j < i; j++) {
                compare(moment[i], moment[j]);
            }
        }
        if (measuring) {
            moments++;
            Arrays.stream(moment).forEach(reading -> bounds.add((double) reading.errorNanos()));
        }
    }

    private void compare(SlaveReading one, SlaveReading other) {
        long difference = Math.abs(one.aheadNanos() - other.aheadNanos());
        if (difference > one.errorNanos() + other.errorNanos()) {
            boundViolations++;
        }
        if (measuring) {
            apart.add((double) difference);
        }
    }

    /** The warm-up is over: distances count from now on. Promises always do. */
    public synchronized void startMeasuring() {
        measuring = true;
    }

    /** How far two of them are apart until now, as a root mean square; NaN before the first moment. */
    public synchronized double rmsNanos() {
        return apart.rms();
    }

    /** The figures until now. */
    public synchronized AgreementResult result(double loadAverage) {
        return new AgreementResult(
                latest.length,
                moments,
                apart.rms(),
                apart.quantile(0.5),
                apart.quantile(0.99),
                apart.most(),
                bounds.mean(),
                boundViolations,
                backwardReadings,
                loadAverage,
                Runtime.getRuntime().availableProcessors());
    }
}
