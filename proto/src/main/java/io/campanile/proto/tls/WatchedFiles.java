package io.campanile.proto.tls;

import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is made of some files, and made anew when they change. A change that is no good is told once, and what was made before
 * goes on.
 *
 * <p>Files are looked at by a thread of their own, so that a slow disk stops nobody; it is shared, and ends when there is nothing to
 * look at. A change is read when two looks in a row have seen the same files: whoever replaces a certificate and its key
 * does so one after the other.
 *
 * <p>Thread-safe.
 *
 * @param <T> immutable
 */
public final class WatchedFiles<T> {

    /** How often {@link #follow} looks. */
    public static final long LOOK_MILLIS = 2000;

    /** However many ask: two looks that are told apart. */
    private static final long LEAST_NANOS = 1_000_000_000L;

    private static final Logger log = LoggerFactory.getLogger(WatchedFiles.class);
    private static final ThreadPoolExecutor READER = new ThreadPoolExecutor(
            1, 1, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), new DefaultThreadFactory("campanile-files", true));

    static {
        READER.allowCoreThreadTimeOut(true);
    }

    private final List<Path> files;
    private final Reader<T> reader;
    private final AtomicLong lookedNanos = new AtomicLong(System.nanoTime());

    // The thread that looks alone uses these.
    private List<String> read;
    private List<String> seen;

    private volatile T current;

    /** Makes something of the files. */
    @FunctionalInterface
    public interface Reader<T> {
        /**
         * Reads them.
         *
         * @throws IOException if that cannot be done: one sentence that says what to do
         */
        T read() throws IOException;
    }

    /**
     * Reads them for the first time.
     *
     * @throws IOException the reader's
     */
    public WatchedFiles(List<Path> files, Reader<T> reader) throws IOException {
        this.files = List.copyOf(files);
        this.reader = reader;
        // Before it is read: what changes meanwhile is a change.
        this.read = stamps();
        this.seen = read;
        this.current = reader.read();
    }

    /** What the files were when they were last good. */
    public T current() {
        return current;
    }

    /** Looks again and again, until that is cancelled. The executor only says when. */
    public Future<?> follow(EventExecutor timer) {
        return timer.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Looks soon whether they have changed, unless that was done less than a second ago; returns at once. */
    public void look() {
        long now = System.nanoTime();
        long last = lookedNanos.get();
        if (now - last >= LEAST_NANOS && lookedNanos.compareAndSet(last, now)) {
            READER.execute(this::lookNow);
        }
    }

    private void lookNow() {
        List<String> now = stamps();
        boolean changed = !now.equals(read) && now.equals(seen);
        seen = now;
        if (!changed) {
            return;
        }
        read = now;
        try {
            current = reader.read();
            log.info("read again, since it has changed: {}", names());
        } catch (IOException e) {
            log.warn("{}; until then, what was there before goes on", e.getMessage());
        } catch (RuntimeException e) {
            log.warn("cannot use {}: {}; until it is put right, what was there before goes on", names(), e.toString());
        }
    }

    private String names() {
        return String.join(", ", files.stream().map(Path::toString).toList());
    }

    /** Another text for another file, also when only a symbolic link on its path has moved. */
    private List<String> stamps() {
        return files.stream().map(WatchedFiles::stamp).toList();
    }

    private static String stamp(Path file) {
        try {
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
            return "%s %s %s".formatted(found.lastModifiedTime(), found.size(), found.fileKey());
        } catch (IOException e) {
            return e.toString();
        }
    }
}
