package io.campanile.examples.resuming;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.campanile.clock.ClusterClock;
import io.campanile.clock.HybridClock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * The stamps of a service that is restarted: each is greater than all before, also those of the processes before.
 *
 * <p>A file says how far the stamps may go. It is written before the first stamp beyond that is handed out, and a fifth of a second
 * ahead: so the disk is touched five times a second at most. That is less than other nodes bear in a stamp ({@link
 * HybridClock#FARTHEST_AHEAD}), since a process that resumes begins so far ahead.
 *
 * <p>Thread-safe.
 */
public final class ResumingStamps {

    private static final long AHEAD_NANOS = Duration.ofMillis(200).toNanos();

    private final Path file;
    private final HybridClock clock;
    private long written;

    /**
     * Goes on from what the file says, if it is there.
     *
     * @param file of this node alone
     * @throws IOException if it cannot be read, or holds something else
     */
    public ResumingStamps(ClusterClock cluster, Path file) throws IOException {
        this.file = file;
        this.written = Files.exists(file) ? read(file) : 0;
        this.clock = HybridClock.resuming(cluster, written);
    }

    private static long read(Path file) throws IOException {
        try {
            return Long.parseLong(Files.readString(file, US_ASCII).trim());
        } catch (NumberFormatException e) {
            throw new IOException(file + " holds no stamp: remove it, if no other node has seen this one's stamps", e);
        }
    }

    /**
     * A stamp for an event here.
     *
     * @throws IOException if the file cannot be written: then there is no stamp
     * @throws IllegalStateException while the clock is unsynchronized
     */
    public synchronized long now() throws IOException {
        return covered(clock.now());
    }

    /** A stamp for the arrival of a message, greater than the one that came with it. */
    public synchronized long observe(long remote) throws IOException {
        return covered(clock.observe(remote));
    }

    private long covered(long stamp) throws IOException {
        if (stamp > written) {
            write(stamp + AHEAD_NANOS);
        }
        return stamp;
    }

    /** Replaced as a whole: whoever loses power finds the one or the other. */
    private void write(long ahead) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try (FileChannel channel = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            channel.write(ByteBuffer.wrap(Long.toString(ahead).getBytes(US_ASCII)));
            channel.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        written = ahead;
    }
}
