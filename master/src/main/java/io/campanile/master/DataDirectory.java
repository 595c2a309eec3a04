package io.campanile.master;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Where a master keeps what has to survive its process. One process uses it at a time: a lock is held until it is closed,
 * and the operating system releases it however the process ends.
 *
 * <p>What is written is either wholly there or not at all, at whichever instruction the machine stops. Thread-safe.
 */
public final class DataDirectory implements AutoCloseable {

    private static final String LOCK = "lock";
    private static final String MEMORY = "memory";
    private static final String EPOCH = "epoch";
    private static final String ELECTORS = "electors";

    private final Path directory;
    private final FileChannel lockFile;

    private DataDirectory(Path directory, FileChannel lockFile) {
        this.directory = directory;
        this.lockFile = lockFile;
    }

    /**
     * Opens a directory, which is made if there is none.
     *
     * @throws IOException if it cannot be used: one sentence that says what to do
     */
    public static DataDirectory open(Path directory) throws IOException {
        FileChannel lockFile = null;
        try {
            Files.createDirectories(directory);
            lockFile = FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(lockFile) == null) {
                throw new IOException("another master uses it: give each master a data directory of its own");
            }
            return new DataDirectory(directory, lockFile);
        } catch (IOException e) {
            if (lockFile != null) {
                lockFile.close();
            }
            throw new IOException(
                    "cannot use the data directory %s: %s".formatted(directory, FileFailure.reason(e)), e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException e) {
            // This very process holds it.
            return null;
        }
    }

    /** The directory. */
    public Path path() {
        return directory;
    }

    /**
     * What is remembered here; {@link Memory#NOTHING} if nothing ever was.
     *
     * @throws IOException if it cannot be read or is damaged: one sentence that says what to do
     */
    public Memory read() throws IOException {
        Path file = directory.resolve(MEMORY);
        if (!Files.exists(file)) {
            return Memory.NOTHING;
        }
        Properties stored = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            stored.load(in);
            return new Memory(
                    Long.parseLong(stored.getProperty(EPOCH)), Integer.parseInt(stored.getProperty(ELECTORS)));
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    "%s is damaged: bring it back from a copy, or remove it to have cluster time founded anew"
                            .formatted(file),
                    e);
        } catch (IOException e) {
            throw new IOException("cannot read %s: %s".formatted(file, FileFailure.reason(e)), e);
        }
    }

    /**
     * Remembers this instead of what was there. It is on the disk when this returns.
     *
     * @throws IOException if it cannot be written: one sentence that says what to do. What was there still is
     */
    public synchronized void write(Memory memory) throws IOException {
        Properties stored = new Properties();
        stored.setProperty(EPOCH, Long.toString(memory.epoch()));
        stored.setProperty(ELECTORS, Integer.toString(memory.electors()));
        Path next = directory.resolve(MEMORY + ".next");
        try (FileChannel file = FileChannel.open(
                        next,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING);
                OutputStream out = Channels.newOutputStream(file)) {
            stored.store(out, "What a Campanile master remembers of cluster time.");
            out.flush();
            file.force(true);
            Files.move(next, directory.resolve(MEMORY), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new IOException(
                    "cannot remember cluster time in %s: %s".formatted(directory, FileFailure.reason(e)), e);
        }
    }

    /** Lets other processes use the directory. Idempotent. */
    @Override
    public void close() throws IOException {
        lockFile.close();
    }
}
