package io.campanile.os;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A file by which the processes of a machine know that one of them keeps its clock on cluster time: what the kernel then says of that clock
 * is the cluster's own word, and no claim to know UTC. It holds the number of that process, and counts for nothing once that has ended.
 */
public final class ClusterMark {

    /** That of this machine. */
    public static final ClusterMark OF_THIS_MACHINE = new ClusterMark(Path.of("/run/campanile/keeps-the-clock"));

    private final Path file;

    /** One in this file, which need not be there. */
    public ClusterMark(Path file) {
        this.file = file;
    }

    /** Where it is. */
    public Path file() {
        return file;
    }

    /**
     * This process keeps the clock.
     *
     * @throws IOException if the file cannot be written
     */
    public void set() throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, Long.toString(ProcessHandle.current().pid()), StandardCharsets.US_ASCII);
    }

    /**
     * This process keeps it no more.
     *
     * @throws IOException if the file cannot be deleted
     */
    public void clear() throws IOException {
        Files.deleteIfExists(file);
    }

    /**
     * Whether a process keeps it.
     *
     * @throws IOException if the file cannot be read
     */
    public boolean isSet() throws IOException {
        try {
            long pid = Long.parseLong(
                    Files.readString(file, StandardCharsets.US_ASCII).strip());
            return ProcessHandle.of(pid).isPresent();
        } catch (NoSuchFileException e) {
            return false;
        } catch (NumberFormatException e) {
            // It is being written.
            return true;
        }
    }
}
