package io.campanile.recording;

import io.campanile.recording.v1.Block;
import io.campanile.recording.v1.Entry;
import io.campanile.recording.v1.Head;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The files of recordings: the newest one under the name that was given, and older ones with a number behind it, the higher the older. The
 * oldest goes when there are too many.
 *
 * <p>Not thread-safe: the {@link Recording}'s thread owns it.
 */
final class RecordingFiles implements AutoCloseable {

    /** So many files are kept, the newest included. */
    static final int FILES = 8;

    private final Path newest;
    private Head head;
    private OutputStream out = OutputStream.nullOutputStream();
    private long written;

    /**
     * Files of this name.
     *
     * @param head of the first file
     */
    RecordingFiles(Path newest, Head head) {
        this.newest = newest;
        this.head = head;
    }

    /**
     * The file before this one.
     *
     * @param file a recording's
     */
    static Path olderThan(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        String suffix = name.substring(dot + 1);
        boolean numbered = dot > 0 && suffix.length() == 1 && suffix.charAt(0) >= '1' && suffix.charAt(0) < '0' + FILES;
        return numbered
                ? file.resolveSibling(name.substring(0, dot + 1) + (suffix.charAt(0) - '0' + 1))
                : file.resolveSibling(name + ".1");
    }

    /**
     * Begins the first file; those of an earlier recording get the next numbers.
     *
     * @throws IOException if it cannot be written, or something else is there: one sentence that says what to do
     */
    void begin() throws IOException {
        try {
            if (Files.exists(newest)) {
                requireRecording();
            }
            begin(List.of());
        } catch (IOException e) {
            throw new IOException("cannot record in %s: %s".formatted(newest, reason(e)), e);
        }
    }

    /** Why a file cannot be written, to stand behind a colon. */
    static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "its directory is not there";
        }
        if (e instanceof AccessDeniedException) {
            return "this user has no right to it";
        }
        return e instanceof FileSystemException failed && failed.getReason() != null
                ? failed.getReason()
                : String.valueOf(e.getMessage());
    }

    private void requireRecording() throws IOException {
        try (InputStream in = Files.newInputStream(newest)) {
            new Frames(in);
        } catch (RecordingException e) {
            throw new IOException("it is there, and %s: choose another file".formatted(e.getMessage()), e);
        }
    }

    private void begin(List<Entry> carried) throws IOException {
        moveOn();
        out = Files.newOutputStream(newest, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        byte[] line = Frames.firstLine();
        out.write(line);
        written = line.length;
        write(List.of(Entry.newBuilder().setHead(head).build()));
        if (!carried.isEmpty()) {
            write(carried);
        }
    }

    private void moveOn() throws IOException {
        Path[] files = new Path[FILES];
        files[0] = newest;
        for (int i = 1; i < FILES; i++) {
            files[i] = newest.resolveSibling(newest.getFileName() + "." + i);
        }
        for (int i = FILES - 2; i >= 0; i--) {
            if (Files.exists(files[i])) {
                Files.move(files[i], files[i + 1], StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /**
     * Begins the next file.
     *
     * @param carried what it begins with
     */
    void next(List<Entry> carried) throws IOException {
        out.close();
        head = head.toBuilder().setNumber(head.getNumber() + 1).build();
        begin(carried);
    }

    /** Writes these; they are the operating system's when it returns. */
    void write(List<Entry> entries) throws IOException {
        byte[] frame = Frames.frame(Block.newBuilder().addAllEntries(entries).build());
        out.write(frame);
        written += frame.length;
    }

    /** How long the newest file is. */
    long written() {
        return written;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
