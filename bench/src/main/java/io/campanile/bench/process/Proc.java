package io.campanile.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Linux tells of a process in {@code /proc}. */
public final class Proc {

    /** How long a tick is: {@code USER_HZ} is 100 on every Linux that Java runs on. */
    private static final long TICK_MICROS = 10_000;

    /** Where the fields are, counted from the state, which follows the name: see proc(5). */
    private static final int USER_TICKS = 11;

    private static final int SYSTEM_TICKS = 12;
    private static final String RESIDENT = "VmRSS:";
    private static final long KIBIBYTE = 1024;

    private Proc() {}

    /** CPU time of all its threads since it started, to ten milliseconds. */
    public static long cpuMicros(long pid) throws IOException {
        return cpuMicros(Files.readString(Path.of("/proc", Long.toString(pid), "stat")));
    }

    /** CPU time in a line of {@code stat}. */
    static long cpuMicros(String stat) {
        // The name may hold blanks and brackets; behind its last bracket is none.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return TICK_MICROS * (Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS]));
    }

    /** Its memory that is in RAM now. */
    public static long residentBytes(long pid) throws IOException {
        return residentBytes(Files.readString(Path.of("/proc", Long.toString(pid), "status")));
    }

    /** Resident memory in the text of {@code status}. */
    static long residentBytes(String status) {
        return status.lines()
                .filter(line -> line.startsWith(RESIDENT))
                .mapToLong(line -> KIBIBYTE * Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no " + RESIDENT + " in: " + status));
    }
}
