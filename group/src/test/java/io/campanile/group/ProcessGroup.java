package io.campanile.group;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The members of a group in processes of their own, which can be killed and frozen. */
final class ProcessGroup implements AutoCloseable {

    /**
     * What a member has said.
     *
     * @param text the state
     * @param atNanos when it was heard
     */
    record Line(String text, long atNanos) {}

    private final Path directory;
    private final Map<String, Endpoint> list;
    private final Map<String, Process> processes = new TreeMap<>();
    private final Map<String, Line> last = new ConcurrentHashMap<>();

    ProcessGroup(Path directory, int size) throws IOException {
        this.directory = directory;
        this.list = TestGroup.list(size);
        for (String name : list.keySet()) {
            start(name);
        }
    }

    void start(String name) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), MemberProcess.class.getName()));
        command.addAll(List.of(name, Members.text(list), directory.resolve(name).toString()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        processes.put(name, process);
        Thread reader = new Thread(() -> read(name, process), "reads " + name);
        reader.setDaemon(true);
        reader.start();
    }

    private void read(String name, Process process) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last.put(name, new Line(line, System.nanoTime()));
            }
        } catch (IOException e) {
            // The process was killed.
        }
    }

    Map<String, Endpoint> list() {
        return list;
    }

    Line last(String name) {
        return last.getOrDefault(name, new Line("", 0));
    }

    /** The name of the one that leads; null unless exactly one says so, and all others say that they follow. */
    @Nullable
    String leader() {
        List<String> leaders = list.keySet().stream()
                .filter(name -> last(name).text().startsWith("Leading"))
                .toList();
        long followers = list.keySet().stream()
                .filter(name -> last(name).text().startsWith("Following"))
                .count();
        return leaders.size() == 1 && followers == list.size() - 1 ? leaders.get(0) : null;
    }

    /** What each has said last. */
    @Override
    public String toString() {
        return last.toString();
    }

    void signal(String name, String signal) throws IOException {
        Process process = Objects.requireNonNull(processes.get(name));
        try {
            new ProcessBuilder("sh", "-c", "kill -%s %s".formatted(signal, process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Kills a process that was never told to end. */
    void kill(String name) {
        last.remove(name);
        Objects.requireNonNull(processes.get(name)).destroyForcibly();
    }

    @Override
    public void close() {
        processes.values().forEach(Process::destroyForcibly);
    }
}
