package io.campanile.it;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What the clocks of several user-mode Linuxes are off by, without asking them over a network: the processor's counter tells what this
 * machine's clock showed when theirs were read, and a slave on this machine tells cluster time beside that.
 */
final class MachineClockTruth implements AutoCloseable {

    private static final Path MACHINE =
            Path.of("src", "test", "uml", "machine.py").toAbsolutePath().normalize();
    private static final String CLOCK = "clock ";

    private final Campanile counters = Campanile.started(new ProcessBuilder(MACHINE.toString(), "watch", "1"));

    /**
     * One reading of a clock.
     *
     * @param hostNanos this machine's clock then
     * @param aheadNanos by how much the clock was ahead
     * @param line what the kernel said of it
     */
    record Reading(long hostNanos, long aheadNanos, UserModeLinux.ClockLine line) {}

    /** How far a clock was ahead of this machine's since then. */
    List<Reading> aheadOfHost(UserModeLinux linux, long fromHostNanos) {
        return aheadOfHost(linux).stream()
                .filter(reading -> reading.hostNanos() > fromHostNanos)
                .toList();
    }

    private List<Reading> aheadOfHost(UserModeLinux linux) {
        List<UserModeLinux.ClockLine> own = counters.out().stream()
                .map(line -> UserModeLinux.parse(line.substring(CLOCK.length())))
                .toList();
        UserModeLinux.ClockLine first = own.get(0);
        UserModeLinux.ClockLine last = own.get(own.size() - 1);
        double nanosPerCount = (double) (last.wallNanos() - first.wallNanos()) / (last.counter() - first.counter());
        List<Reading> readings = new ArrayList<>();
        for (UserModeLinux.ClockLine line : linux.clock()) {
            long host = first.wallNanos() + Math.round((line.counter() - first.counter()) * nanosPerCount);
            readings.add(new Reading(host, line.wallNanos() - host, line));
        }
        return readings;
    }

    /**
     * How far a clock was ahead of cluster time since then, while that was known.
     *
     * @param witness a slave on this machine
     */
    List<Reading> aheadOfCluster(UserModeLinux linux, Agreement.Printer witness, long fromHostNanos) {
        NavigableMap<Long, Agreement.Line> told = new TreeMap<>();
        Agreement.lines(witness).forEach(line -> told.put(line.hostNanos(), line));
        List<Reading> readings = new ArrayList<>();
        for (Reading reading : aheadOfHost(linux, fromHostNanos)) {
            var before = told.floorEntry(reading.hostNanos());
            var after = told.ceilingEntry(reading.hostNanos());
            if (before != null && after != null) {
                readings.add(new Reading(
                        reading.hostNanos(),
                        reading.aheadNanos() - between(before.getValue(), after.getValue(), reading.hostNanos()),
                        reading.line()));
            }
        }
        return readings;
    }

    private static long between(Agreement.Line before, Agreement.Line after, long hostNanos) {
        long span = after.hostNanos() - before.hostNanos();
        double part = span == 0 ? 0 : (double) (hostNanos - before.hostNanos()) / span;
        return before.ahead() + Math.round(part * (after.ahead() - before.ahead()));
    }

    @Override
    public void close() throws IOException {
        counters.close();
    }
}
