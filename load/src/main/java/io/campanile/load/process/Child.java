package io.campanile.load.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A process that this one has started: what it says is followed line by line, and how it died can be told.
 *
 * <p>Any thread. Two threads of its own read what it says.
 */
public final class Child {

    /** The option with which a campanile command ends with this process, however that one ends. */
    public static final String END_WITH_THIS =
            "--end-with=" + ProcessHandle.current().pid();

    /** How many of its last error lines are told when it dies. */
    private static final int KEPT = 5;

    /** How long the last of its error lines may be on their way when it is dead. */
    private static final long DRAIN_MILLIS = 500;

    private final String name;
    private final Process process;
    private final Deque<String> lastErrors = new ArrayDeque<>();
    private final Thread errors;

    private Child(String name, Process process, Consumer<String> onLine, Consumer<String> onError) {
        this.name = name;
        this.process = process;
        follow(name + "-out", process.getInputStream(), onLine);
        errors = follow(name + "-err", process.getErrorStream(), line -> {
            keep(line);
            onError.accept(line);
        });
    }

    /**
     * Starts one.
     *
     * @param name what people call it
     * @param onLine gets each line of its standard output
     * @param onError gets each line of its standard error
     * @throws IOException if the command cannot be started
     */
    public static Child start(String name, ProcessBuilder builder, Consumer<String> onLine, Consumer<String> onError)
            throws IOException {
        return new Child(name, builder.start(), onLine, onError);
    }

    private static Thread follow(String name, InputStream stream, Consumer<String> onLine) {
        Thread reader = new Thread(() -> read(stream, onLine), name);
        reader.setDaemon(true);
        reader.start();
        return reader;
    }

    private static void read(InputStream stream, Consumer<String> onLine) {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            in.lines().forEach(onLine);
        } catch (IOException | UncheckedIOException e) {
            onLine.accept("(the rest could not be read: %s)".formatted(e.getMessage()));
        }
    }

    private void keep(String line) {
        synchronized (lastErrors) {
            lastErrors.addLast(line);
            if (lastErrors.size() > KEPT) {
                lastErrors.removeFirst();
            }
        }
    }

    /** What it said last, for people. */
    public String lastWords() {
        synchronized (lastErrors) {
            return lastErrors.isEmpty()
                    ? name + " said nothing"
                    : "the last that %s said: %s".formatted(name, String.join(" / ", lastErrors));
        }
    }

    /** Its number. */
    public long pid() {
        return process.pid();
    }

    /** Done when it has ended. */
    public CompletableFuture<?> ended() {
        return process.onExit();
    }

    /** How it died; empty while it lives. */
    public Optional<String> death() throws InterruptedException {
        if (process.isAlive()) {
            return Optional.empty();
        }
        errors.join(DRAIN_MILLIS);
        return Optional.of("%s ended with code %s; %s".formatted(name, process.exitValue(), lastWords()));
    }

    /** Asks it to end. */
    public void askToEnd() {
        process.destroy();
    }

    /** Ends it by force, as {@code kill -9} does; it cannot do anything about it. */
    public void kill() {
        process.destroyForcibly();
    }

    /** Waits until it has ended, and ends it by force if it has not by then. */
    public void end(long deadlineNanoTime) {
        try {
            process.waitFor(deadlineNanoTime - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            kill();
        }
    }
}
