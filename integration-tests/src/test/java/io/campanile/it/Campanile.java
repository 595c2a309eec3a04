package io.campanile.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** A campanile command in a process of its own, started from the distribution as a user's is. */
final class Campanile implements Agreement.Printer, AutoCloseable {

    static final Path JAR =
            Path.of("..", "cli", "target", "campanile", "campanile-cli.jar").toAbsolutePath();

    private static final String HEAP = "-Xmx128m";

    /**
     * What a shell runs in the background ignores SIGINT, and so do its children, unless they are told otherwise. Empty where
     * the system has no such command; a build in the foreground needs none.
     */
    private static final List<String> HEEDING_INTERRUPTS = heedingInterrupts();

    private final Process process;
    private final List<String> out = new CopyOnWriteArrayList<>();
    private final List<String> stamped = new CopyOnWriteArrayList<>();
    private final List<String> err = new CopyOnWriteArrayList<>();
    private final List<Thread> readers = new ArrayList<>();

    private Campanile(Process process) {
        this.process = process;
        readers.add(follow(process.getInputStream(), line -> {
            stamped.add(Instant.now() + " " + line);
            out.add(line);
        }));
        readers.add(follow(process.getErrorStream(), err::add));
    }

    private static List<String> heedingInterrupts() {
        List<String> command = List.of("env", "--default-signal=INT");
        List<String> trial = new ArrayList<>(command);
        trial.add("true");
        try {
            Process process = new ProcessBuilder(trial)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0 ? command : List.of();
        } catch (IOException e) {
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    static Campanile start(String... args) {
        return start(Map.of(), args);
    }

    /** The same, with these variables in its environment, too. */
    static Campanile start(Map<String, String> environment, String... args) {
        ProcessBuilder builder = command(List.of(args));
        builder.environment().putAll(environment);
        return started(builder);
    }

    /** The same, with a heap of another size, such as 1g. */
    static Campanile startWithHeap(String size, String... args) {
        ProcessBuilder builder = command(List.of(args));
        builder.command().replaceAll(word -> word.equals(HEAP) ? "-Xmx" + size : word);
        return started(builder);
    }

    /** The same, with a limit of open files. */
    static Campanile startWithFiles(int files, String... args) {
        ProcessBuilder builder = command(List.of(args));
        builder.command().addAll(0, List.of("sh", "-c", "ulimit -n %s && exec \"$@\"".formatted(files), "sh"));
        return started(builder);
    }

    /** Starts another program, which does as a command of ours does: it prints lines, logs, and ends when it is asked to. */
    static Campanile started(ProcessBuilder builder) {
        try {
            return of(builder.start());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** One that was started by somebody else. */
    static Campanile of(Process process) {
        return new Campanile(process);
    }

    /** The command, not started yet. */
    static ProcessBuilder command(List<String> args) {
        if (!Files.exists(JAR)) {
            throw new IllegalStateException(JAR + " is missing: run these tests by mvn verify at the top");
        }
        List<String> command = new ArrayList<>(HEEDING_INTERRUPTS);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                HEAP,
                "-XX:+ExitOnOutOfMemoryError",
                "-jar",
                JAR.toString()));
        command.addAll(args);
        ProcessBuilder builder = new ProcessBuilder(command);
        // Whether the machine that tests run on knows UTC is no business of theirs.
        builder.environment().put("CAMPANILE_UTC", "off");
        return builder;
    }

    private static Thread follow(InputStream stream, Consumer<String> lines) {
        Thread reader = new Thread(() -> {
            try (BufferedReader in = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                in.lines().forEach(lines);
            } catch (java.io.UncheckedIOException | IOException e) {
                // The process was killed while we read: what came until then is what there is.
                lines.accept("(stream closed)");
            }
        });
        reader.setDaemon(true);
        reader.start();
        return reader;
    }

    @Override
    public List<String> out() {
        return out;
    }

    /** The same, each with the time of its arrival here before it. */
    List<String> stamped() {
        return stamped;
    }

    List<String> err() {
        return err;
    }

    /** Waits for a line on standard error and returns what its first group matched. */
    String awaitLog(String pattern) {
        return awaitLine(err, pattern);
    }

    /** The same on standard output. */
    String awaitOutput(String pattern) {
        return awaitLine(out, pattern);
    }

    /** The port at which a master listens for slaves, once it does. */
    String port() {
        return awaitLog("listens for slaves on [^ ;]*:([0-9]+);");
    }

    /** Its admin server, as {@code HOST:PORT}, once it is there. */
    String admin() {
        return awaitLog("(?:dashboard|status) at http://([^/ ]+)/");
    }

    /** Where the master's dashboard is. */
    String url() {
        return "http://" + admin() + "/";
    }

    private static String awaitLine(List<String> lines, String pattern) {
        Pattern compiled = Pattern.compile(pattern);
        return Awaitility.await("a line like " + pattern)
                .atMost(Duration.ofSeconds(60))
                .until(
                        () -> lines.stream()
                                .map(compiled::matcher)
                                .filter(Matcher::find)
                                .map(m -> m.groupCount() > 0 ? m.group(1) : m.group())
                                .findFirst(),
                        java.util.Optional::isPresent)
                .orElseThrow();
    }

    /** Sends a signal, such as STOP. */
    void signal(String name) throws IOException, InterruptedException {
        int code = new ProcessBuilder("sh", "-c", "kill -%s %s".formatted(name, process.pid()))
                .start()
                .waitFor();
        if (code != 0) {
            throw new IOException("kill -%s ended with %s".formatted(name, code));
        }
    }

    /** Waits for its end and for the last of its output. */
    int exitCode() throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("it runs on: " + out + err);
        }
        for (Thread reader : readers) {
            reader.join();
        }
        return process.exitValue();
    }

    /** The processes that it started, in the order of their numbers. */
    List<ProcessHandle> children() {
        return process.children().sorted().toList();
    }

    /** Its number: that of the JVM, which those before it have become. */
    long pid() {
        return process.pid();
    }

    /** How much CPU it has had. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** kill -9. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
