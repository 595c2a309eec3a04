package io.campanile.recording;

import io.campanile.core.ensemble.Legacy;
import io.campanile.core.replay.Event;
import io.campanile.core.replay.Event.Begun;
import io.campanile.core.replay.Event.Missing;
import io.campanile.core.replay.SlaveEvent.ClockBegun;
import io.campanile.recording.v1.Block;
import io.campanile.recording.v1.Entry;
import io.campanile.recording.v1.Head;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.Consumer;

/**
 * Reads a recording: the file that was named, and before it the older ones that it goes on from, as far as they are there.
 *
 * <p>Where the first ones are missing, it begins in the middle: with the term's settings, {@link Missing}, and the slaves that were in.
 *
 * <p>Not thread-safe: one for each reading.
 */
public final class RecordingReader {

    private final Consumer<Event> taker;
    private long events;
    private boolean cut;

    private RecordingReader(Consumer<Event> taker) {
        this.taker = taker;
    }

    /** A file and what it says of itself. */
    private record Part(Path file, Head head) {

        boolean goesOnFrom(Part older) {
            return head.getRecording() == older.head.getRecording() && head.getNumber() == older.head.getNumber() + 1;
        }
    }

    /**
     * Reads it.
     *
     * @param file the newest file
     * @param taker takes the events in order; it may object to one by an {@link IllegalArgumentException}
     * @throws RecordingException if it is no recording, or a damaged one, or the taker objects: one sentence that says what is wrong
     * @throws IOException if a file cannot be read: one sentence
     */
    public static Recorded read(Path file, Consumer<Event> taker) throws IOException {
        RecordingReader reader = new RecordingReader(taker);
        Deque<Part> parts = parts(file);
        Head first = parts.getFirst().head();
        boolean whole = first.getNumber() == 1;
        boolean inTheMiddle = !whole;
        for (Iterator<Part> left = parts.iterator(); left.hasNext(); ) {
            Part part = left.next();
            reader.read(part, inTheMiddle, !left.hasNext());
            inTheMiddle = false;
        }
        return new Recorded(
                first.getCampanileVersion(),
                subject(first),
                first.getName(),
                parts.size(),
                whole,
                reader.cut,
                reader.events);
    }

    /**
     * Tells who is recorded in a file.
     *
     * @throws RecordingException if it is no recording, or a damaged one: one sentence
     * @throws IOException if it cannot be read: one sentence
     */
    public static Subject subject(Path file) throws IOException {
        return subject(head(file));
    }

    private static Subject subject(Head head) {
        return head.getSubject() == Head.Subject.SLAVE ? Subject.SLAVE : Subject.MASTER;
    }

    private static Deque<Part> parts(Path newest) throws IOException {
        Deque<Part> parts = new ArrayDeque<>();
        parts.addFirst(new Part(newest, head(newest)));
        while (true) {
            Part first = parts.getFirst();
            Path older = RecordingFiles.olderThan(first.file());
            if (first.head().getNumber() <= 1 || !Files.exists(older)) {
                return parts;
            }
            Part before = new Part(older, head(older));
            if (!first.goesOnFrom(before)) {
                return parts;
            }
            parts.addFirst(before);
        }
    }

    private static Head head(Path file) throws IOException {
        try (InputStream in = open(file)) {
            Block block = new Frames(in).next();
            if (block == null
                    || block.getEntriesCount() == 0
                    || !block.getEntries(0).hasHead()) {
                throw new RecordingException("has no head: it ends before anything was recorded");
            }
            return block.getEntries(0).getHead();
        } catch (RecordingException e) {
            throw named(file, e);
        }
    }

    private static RecordingException named(Path file, RecordingException e) {
        return new RecordingException("%s %s".formatted(file, e.getMessage()));
    }

    private static InputStream open(Path file) throws IOException {
        try {
            return new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        } catch (NoSuchFileException e) {
            throw new RecordingException("is not there");
        } catch (IOException e) {
            throw new IOException("cannot read %s: %s".formatted(file, e.getMessage()), e);
        }
    }

    /**
     * Reads one file.
     *
     * @param inTheMiddle whether those before it are missing
     * @param last whether none follows
     */
    private void read(Part part, boolean inTheMiddle, boolean last) throws IOException {
        try (InputStream in = open(part.file())) {
            boolean ended = read(in, inTheMiddle);
            cut = !ended && last;
            if (!ended && !last) {
                tell(new Missing(0));
            }
        } catch (RecordingException e) {
            throw named(part.file(), e);
        }
    }

    private boolean read(InputStream in, boolean inTheMiddle) throws IOException {
        Frames frames = new Frames(in);
        FromEntries entries = new FromEntries();
        for (Block block = frames.next(); block != null; block = frames.next()) {
            for (Entry entry : block.getEntriesList()) {
                if (!entry.hasHead()) {
                    take(entry, event(entries, entry), inTheMiddle);
                }
            }
        }
        return !frames.isCut();
    }

    /**
     * Reads what one file holds, without its name in any complaint.
     *
     * @param inTheMiddle whether those before it are missing
     */
    static void read(InputStream in, boolean inTheMiddle, Consumer<Event> taker) throws IOException {
        new RecordingReader(taker).read(in, inTheMiddle);
    }

    private void take(Entry entry, Event event, boolean inTheMiddle) throws RecordingException {
        if (!FromEntries.isCarried(entry)) {
            tell(event);
        } else if (inTheMiddle && event instanceof Begun begun) {
            // What the master knew as the term began, it knew then.
            tell(new Begun(begun.limits(), begun.reference(), Legacy.NONE));
            tell(new Missing(0));
        } else if (inTheMiddle) {
            tell(event);
            if (event instanceof ClockBegun) {
                tell(new Missing(0));
            }
        }
    }

    private static Event event(FromEntries entries, Entry entry) throws RecordingException {
        try {
            return entries.event(entry);
        } catch (IllegalArgumentException e) {
            throw new RecordingException("holds what cannot be: " + e.getMessage());
        }
    }

    private void tell(Event event) throws RecordingException {
        events++;
        try {
            taker.accept(event);
        } catch (IllegalArgumentException e) {
            throw new RecordingException("cannot be replayed: " + e.getMessage());
        }
    }
}
