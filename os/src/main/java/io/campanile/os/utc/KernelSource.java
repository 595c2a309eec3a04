package io.campanile.os.utc;

import io.campanile.os.ClusterMark;
import io.campanile.os.Timex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The Linux kernel, which keeps what a daemon told it ({@code adjtimex(2)}): that the clock is synchronized, and the maximum error, which
 * it makes grow until the daemon tells it anew. It is as good as that daemon.
 *
 * <p>{@code systemd-timesyncd} tells it an error of 0 each time, whatever its server's is, so where that is at work the kernel says
 * nothing. Nor where a cluster keeps the clock, and says so by a file: that would be its own word. A container sees the host's kernel.
 */
final class KernelSource implements UtcSource {

    /** Daemons tell microseconds, and have read the clock some time before. */
    private static final long LEAST_ERROR_NANOS = 10_000;

    private static final long MICRO_NANOS = 1_000;
    private static final Path TIMESYNCD = Path.of("/run/systemd/timesync/synchronized");

    private final Reading kernel;
    private final Path timesyncd;
    private final ClusterMark cluster;

    /** Reads what the kernel keeps. */
    @FunctionalInterface
    interface Reading {

        /**
         * What it keeps now.
         *
         * @throws IOException with the kernel's reason, if it refuses
         */
        Kept read() throws IOException;
    }

    /**
     * What the kernel keeps.
     *
     * @param status the flags
     * @param maxErrorMicros the maximum error
     * @param estErrorMicros the estimated error
     */
    record Kept(int status, long maxErrorMicros, long estErrorMicros) {}

    /** That of this machine. */
    KernelSource() {
        this(KernelSource::ofThisMachine, TIMESYNCD, ClusterMark.OF_THIS_MACHINE);
    }

    /**
     * Another one.
     *
     * @param timesyncd the file that {@code systemd-timesyncd} makes once it has set the clock
     * @param cluster tells whether somebody keeps it on cluster time
     */
    KernelSource(Reading kernel, Path timesyncd, ClusterMark cluster) {
        this.kernel = kernel;
        this.timesyncd = timesyncd;
        this.cluster = cluster;
    }

    private static Kept ofThisMachine() throws IOException {
        try {
            Timex timex = new Timex();
            timex.call(0);
            return new Kept(timex.status(), timex.maxErrorMicros(), timex.estErrorMicros());
        } catch (LinkageError e) {
            throw new IOException("this system has no adjtimex", e);
        }
    }

    @Override
    public String name() {
        return "the kernel";
    }

    @Override
    public Optional<WallError> read() throws IOException {
        Kept kept = kernel.read();
        if ((kept.status() & Timex.STA_UNSYNC) != 0) {
            return Optional.empty();
        }
        if (cluster.isSet()) {
            throw new IOException("this machine's clock is kept on cluster time, which is not UTC's word");
        }
        if (Files.exists(timesyncd)) {
            throw new IOException("systemd-timesyncd does not say how far its server can be off; chrony does");
        }
        long micros = Math.max(kept.maxErrorMicros(), kept.estErrorMicros());
        return Optional.of(new WallError(Math.max(LEAST_ERROR_NANOS, MICRO_NANOS * micros), WallError.PHI_PPB));
    }
}
