package io.campanile.bench.process;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * How much CPU time a process had used at which moments, so that any stretch of its life can be asked for afterwards.
 *
 * <p>Not thread-safe.
 */
public final class CpuTimeline {

    private final TreeMap<Long, Long> cpuMicrosAtNanos = new TreeMap<>();

    /** Looks at a process now. */
    public void look(long pid) throws IOException {
        add(System.nanoTime(), Proc.cpuMicros(pid));
    }

    void add(long atNanos, long cpuMicros) {
        cpuMicrosAtNanos.put(atNanos, cpuMicros);
    }

    /**
     * CPU time used between two moments by {@link System#nanoTime}, as if it were used evenly between two looks; not a
     * number when nobody looked.
     */
    public double cpuMicrosBetween(long fromNanos, long toNanos) {
        return cpuMicrosAt(toNanos) - cpuMicrosAt(fromNanos);
    }

    private double cpuMicrosAt(long atNanos) {
        Map.Entry<Long, Long> before = cpuMicrosAtNanos.floorEntry(atNanos);
        Map.Entry<Long, Long> after = cpuMicrosAtNanos.ceilingEntry(atNanos);
        if (before == null || after == null) {
            Map.Entry<Long, Long> only = before == null ? after : before;
            return only == null ? Double.NaN : only.getValue();
        }
        long span = after.getKey() - before.getKey();
        double share = span == 0 ? 0 : (double) (atNanos - before.getKey()) / span;
        return before.getValue() + share * (after.getValue() - before.getValue());
    }
}
