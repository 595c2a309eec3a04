package io.campanile.load;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/**
 * How many files this process has open, and how many it may: a connection is one.
 *
 * @param open how many are open now
 * @param limit how many may be
 */
record OpenFiles(long open, long limit) {

    /** For whatever else the process opens meanwhile. */
    private static final long RESERVE = 100;

    /** As it is now; empty where the system does not tell. */
    static Optional<OpenFiles> now() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? Optional.of(new OpenFiles(system.getOpenFileDescriptorCount(), system.getMaxFileDescriptorCount()))
                : Optional.empty();
    }

    /** What to do when this many slaves do not fit, each with a connection of its own; empty when they do. */
    Optional<String> adviceFor(long slaves) {
        long room = Math.max(0, limit - open - RESERVE);
        if (slaves <= room) {
            return Optional.empty();
        }
        return Optional.of(("%s slaves need a connection each, and this process has room for %s (it may open %s files):"
                        + " choose %s slaves, allow more files with ulimit -n %s, run several processes,"
                        + " or use UDP")
                .formatted(slaves, room, limit, room, slaves + open + RESERVE));
    }
}
