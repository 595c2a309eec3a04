package io.campanile.recording;

import io.campanile.core.replay.Event;
import io.campanile.core.replay.Event.Decided;
import io.campanile.core.replay.Event.Missing;
import io.campanile.core.replay.SlaveEvent;
import io.campanile.recording.v1.Entry;
import io.campanile.recording.v1.Head;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down what a master or a slave is told and decides, while it runs, into files that together stay below a limit.
 *
 * <p>It holds nobody up: a thread of its own writes, twenty times a second. If that cannot keep up, events are missing, and the file
 * says where. When nothing can be written any more, it says so once in the log, and takes events in without a trace.
 *
 * <p>Thread-safe.
 */
public final class Recording implements Consumer<Event>, AutoCloseable {

    /** The least limit. */
    public static final long LEAST_LIMIT_BYTES = 1_000_000;

    private static final Logger log = LoggerFactory.getLogger(Recording.class);

    /** A second of 10,000 slaves: an exchange, a report, a conclusion and the like of each. */
    private static final int CAPACITY = 1 << 16;

    /** Whoever adds an event waits while so many are taken out, some microseconds at most. */
    private static final int BATCH = 512;

    private static final long PAUSE_MILLIS = 50;
    private static final long CLOSE_MILLIS = 5000;

    /** A file goes on to the end of a round, unless it grows beyond this many times its share. */
    private static final int MOST_SHARES = 2;

    private final Path file;
    private final RecordingFiles files;
    private final long mostBytes;
    private final BlockingQueue<Event> events;
    private final AtomicLong lost = new AtomicLong();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread writer = new Thread(this::run, "campanile-recording");
    private final ToEntries entries = new ToEntries();
    private volatile boolean ended;

    private Recording(Path file, RecordingFiles files, long limitBytes, int capacity) {
        this.file = file;
        this.files = files;
        this.mostBytes = limitBytes / RecordingFiles.FILES;
        this.events = new ArrayBlockingQueue<>(capacity);
    }

    /**
     * Begins a recording. Files of an earlier one under the same name are kept, as far as the limit goes.
     *
     * @param file the newest file's name; older ones get a number behind it
     * @param limitBytes how large all of them together may be, about; {@value #LEAST_LIMIT_BYTES} and more
     * @param version what records
     * @param subject who is recorded
     * @param name what people call it
     * @throws IOException if it cannot be written, or is something else: one sentence that says what to do
     */
    public static Recording begin(Path file, long limitBytes, String version, Subject subject, String name)
            throws IOException {
        Recording recording = open(file, limitBytes, version, subject, name, CAPACITY);
        recording.start();
        return recording;
    }

    /** One that writes nothing until it is {@linkplain #start started}. */
    static Recording open(Path file, long limitBytes, String version, Subject subject, String name, int capacity)
            throws IOException {
        if (limitBytes < LEAST_LIMIT_BYTES) {
            throw new IllegalArgumentException("the limit of the recording is %s bytes; choose %s or more"
                    .formatted(limitBytes, LEAST_LIMIT_BYTES));
        }
        Head head = Head.newBuilder()
                .setRecording(new SecureRandom().nextLong())
                .setNumber(1)
                .setCampanileVersion(version)
                .setName(name)
                .setSubject(Head.Subject.valueOf(subject.name()))
                .build();
        RecordingFiles files = new RecordingFiles(file.toAbsolutePath(), head);
        files.begin();
        return new Recording(file, files, limitBytes, capacity);
    }

    void start() {
        writer.setDaemon(true);
        writer.start();
    }

    @Override
    public void accept(Event event) {
        if (ended) {
            return;
        }
        long missing = lost.get() == 0 ? 0 : lost.getAndSet(0);
        boolean told = missing == 0 || events.offer(new Missing(missing));
        if (!told || !events.offer(event)) {
            lost.addAndGet(told ? 1 : missing + 1);
        }
    }

    private void run() {
        try (files) {
            boolean last;
            do {
                last = closing.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
                writeQueued();
            } while (!last);
            if (lost.get() > 0) {
                write(List.of(new Missing(lost.get())));
            }
        } catch (IOException e) {
            log.warn("the recording {} ends here, and all else goes on: {}", file, RecordingFiles.reason(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ended = true;
            events.clear();
        }
    }

    private void writeQueued() throws IOException {
        List<Event> batch = new ArrayList<>(BATCH);
        while (events.drainTo(batch, BATCH) > 0) {
            write(batch);
            batch.clear();
        }
    }

    private void write(List<Event> batch) throws IOException {
        List<Entry> block = new ArrayList<>(batch.size());
        for (Event event : batch) {
            warnOf(event);
            entries.of(event).ifPresent(block::add);
            if (isFull(event, block)) {
                files.write(block);
                block.clear();
                files.next(entries.carried());
            }
        }
        if (!block.isEmpty()) {
            files.write(block);
        }
    }

    /** A master's file ends behind a decision: what was reported before it is of no use any more. */
    private boolean isFull(Event event, List<Entry> block) {
        long most = event instanceof Decided || event instanceof SlaveEvent ? mostBytes : MOST_SHARES * mostBytes;
        return !block.isEmpty() && files.written() >= most;
    }

    private void warnOf(Event event) {
        if (event instanceof Missing missing) {
            log.warn("the recording {} cannot keep up: {} events are missing from it", file, missing.events());
        }
    }

    /** Ends it; what was taken in before is written. */
    @Override
    public void close() {
        closing.countDown();
        try {
            writer.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
