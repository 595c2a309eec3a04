package io.campanile.bench.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A process of ours: what it prints, waited for line by line. Closing it ends it. One thread uses it. */
public final class Child implements AutoCloseable {

    private static final long FAREWELL_SECONDS = 5;

    /** What is kept of its output until somebody waits for it. */
    private static final int MOST_LINES = 1000;

    private final String name;
    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    /**
     * Starts a command.
     *
     * @param name what it is called in complaints
     */
    public Child(String name, ProcessBuilder builder) throws IOException {
        this.name = name;
        this.process = builder.redirectErrorStream(true).start();
        Thread reader = new Thread(this::read, "output of " + name);
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts one of our own main classes in a JVM like this one. */
    public static Child java(List<String> jvmFlags, Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmFlags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return new Child(main.getSimpleName(), new ProcessBuilder(command));
    }

    private void read() {
        try (var in = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            in.lines().forEach(this::keep);
        } catch (UncheckedIOException | IOException e) {
            keep("(its output broke off: " + e.getMessage() + ")");
        }
    }

    private void keep(String line) {
        if (lines.size() >= MOST_LINES) {
            lines.poll();
        }
        lines.add(line);
    }

    /** Its number. */
    public long pid() {
        return process.pid();
    }

    /** Whether it runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /**
     * Waits for a line.
     *
     * @param pattern with one group
     * @return what the group matched
     * @throws IOException if it does not come in time, with what came instead
     */
    public String await(Pattern pattern, long seconds) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        List<String> others = new ArrayList<>();
        while (true) {
            String line = nextLine(deadline);
            if (line == null) {
                throw new IOException("%s did not say '%s' within %s s, but: %s"
                        .formatted(name, pattern, seconds, String.join("\n", others)));
            }
            Matcher matcher = pattern.matcher(line);
            if (matcher.find()) {
                return matcher.group(1);
            }
            others.add(line);
        }
    }

    private @Nullable String nextLine(long deadline) throws InterruptedException {
        // A process that has ended says nothing more; what it said last may be on its way still.
        while (System.nanoTime() < deadline && (process.isAlive() || !lines.isEmpty())) {
            String line = lines.poll(100, TimeUnit.MILLISECONDS);
            if (line != null) {
                return line;
            }
        }
        return lines.poll(100, TimeUnit.MILLISECONDS);
    }

    /**
     * Waits for its end.
     *
     * @throws IOException if it runs on
     */
    public void awaitEnd(long seconds) throws IOException, InterruptedException {
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            throw new IOException("%s still runs after %s s".formatted(name, seconds));
        }
    }

    /** The last that it printed and nobody waited for. */
    public List<String> output() {
        return List.copyOf(lines);
    }

    /** Asks it to end; after five seconds ends it. */
    @Override
    public void close() {
        process.destroy();
        process.onExit()
                .completeOnTimeout(process, FAREWELL_SECONDS, TimeUnit.SECONDS)
                .join();
        process.destroyForcibly();
    }
}
