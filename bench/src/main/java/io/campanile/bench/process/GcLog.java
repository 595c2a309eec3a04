package io.campanile.bench.process;

import io.campanile.core.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a JVM that was started with {@link #flag} wrote down: when it stopped its threads, and for how long. Its moments are
 * {@link System#nanoTime}, which all processes of a machine share.
 *
 * @param pauses of the garbage collector
 * @param stops of any kind, those for the collector among them
 */
public record GcLog(List<Stop> pauses, List<Stop> stops) {

    /**
     * {@code [25346308471311ns] GC(138) Pause Young (Allocation Failure) 29M->3M(96M) 0.236ms}; a collector with generations
     * may tell which: {@code GC(3) Y: Pause Mark Start 0.011ms}.
     */
    private static final Pattern PAUSE = Pattern.compile("\\[(\\d+)ns] GC\\(\\d+\\) (?:\\w: )?Pause .* ([0-9.]+)ms");

    /** {@code [25346308487726ns] Safepoint "SerialCollectForAllocation", …, Total: 269038 ns}; JDK 25 says more behind. */
    private static final Pattern STOP = Pattern.compile("\\[(\\d+)ns] Safepoint .* Total: (\\d+) ns.*");

    /**
     * One stop.
     *
     * @param atNanos when it ended
     * @param nanos how long it took
     */
    public record Stop(long atNanos, long nanos) {}

    /** What to start a JVM with so that it writes its log there; the path must not have a blank. */
    public static String flag(String file) {
        return "-Xlog:gc*,safepoint:file=" + file + ":timenanos:filecount=0";
    }

    /** Reads a log; ignores lines that tell of something else. */
    public static GcLog parse(List<String> lines) {
        List<Stop> pauses = new ArrayList<>();
        List<Stop> stops = new ArrayList<>();
        for (String line : lines) {
            Matcher pause = PAUSE.matcher(line);
            Matcher stop = STOP.matcher(line);
            if (pause.matches()) {
                double millis = Double.parseDouble(pause.group(2));
                pauses.add(new Stop(at(pause), Math.round(millis * Units.SECOND_NANOS / 1000)));
            } else if (stop.matches()) {
                stops.add(new Stop(at(stop), Long.parseLong(stop.group(2))));
            }
        }
        return new GcLog(pauses, stops);
    }

    private static long at(Matcher line) {
        return Long.parseLong(line.group(1));
    }

    /** What happened between two moments. */
    public GcLog between(long fromNanos, long toNanos) {
        return new GcLog(
                pauses.stream().filter(s -> isBetween(s, fromNanos, toNanos)).toList(),
                stops.stream().filter(s -> isBetween(s, fromNanos, toNanos)).toList());
    }

    private static boolean isBetween(Stop stop, long fromNanos, long toNanos) {
        return fromNanos <= stop.atNanos() && stop.atNanos() <= toNanos;
    }

    /** The length that this share of the collector's pauses did not exceed; not a number if there was none. */
    public double pauseNanos(double share) {
        return pauses.isEmpty() ? Double.NaN : quantile(pauses, share);
    }

    /** The longest stop of any kind; not a number if there was none. */
    public double longestStopNanos() {
        return stops.isEmpty() ? Double.NaN : quantile(stops, 1);
    }

    /** The nearest rank: the least value that this share of all does not exceed. */
    private static double quantile(List<Stop> stops, double share) {
        long[] sorted = stops.stream().mapToLong(Stop::nanos).sorted().toArray();
        return sorted[(int) Math.max(0, Math.ceil(share * sorted.length) - 1)];
    }
}
