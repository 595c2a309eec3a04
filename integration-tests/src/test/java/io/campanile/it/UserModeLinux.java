package io.campanile.it;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.campanile.master.Tool;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A Linux that runs as a process, with a kernel and a clock of its own and the files of this machine: where a test may set a clock. What it
 * is to do is written to its console, as to a shell. It runs {@code src/test/uml/init}.
 */
final class UserModeLinux implements AutoCloseable {

    private static final Path INIT =
            Path.of("src", "test", "uml", "init").toAbsolutePath().normalize();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CLOCK = "clock ";

    /** It boots in seconds. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Campanile process;
    private final OutputStream console;

    private UserModeLinux(Campanile process, OutputStream console) {
        this.process = process;
        this.console = console;
    }

    /**
     * What its clock showed.
     *
     * @param counter the processor's counter then
     * @param wallNanos what it showed
     * @param frequencyPpm as the kernel has it
     * @param maxErrorMicros as the kernel has it
     * @param status its flags
     */
    record ClockLine(long counter, long wallNanos, double frequencyPpm, long maxErrorMicros, int status) {}

    /** What takes it to make one; otherwise the test is skipped. */
    static void require() {
        Tool.UML.path();
        Tool.IP.path();
        Tool.PYTHON.path();
        Tool.UML.need(Path.of("/dev/net/tun").toFile().canWrite(), "there is no /dev/net/tun to write to: run as root");
        assumeFalse(
                hasAmx(),
                "user-mode Linux starts no process on a processor with AMX: it has no room for that one's registers");
    }

    /** "ptrace set fp regs failed" is all that Debian's 6.1 says there. Nothing that could be installed changes it. */
    private static boolean hasAmx() {
        try {
            return Files.readString(Path.of("/proc/cpuinfo")).contains(" amx_tile");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Boots one, with a clock that is wrong.
     *
     * @param number of its tap device
     */
    static UserModeLinux boot(TapNetwork network, int number, Duration ahead, double ppm) throws IOException {
        ProcessBuilder command = network.within(new ProcessBuilder(
                Tool.UML.path().toString(),
                "mem=384M",
                "root=/dev/root",
                "rootfstype=hostfs",
                "rootflags=/",
                "rw",
                "init=" + INIT,
                "UML_NAME=uml" + number,
                "UML_ADDRESS=" + TapNetwork.address(number),
                "UML_SECONDS=" + ahead.toMillis() / 1e3,
                "UML_PPM=" + ppm,
                "vec0:transport=tap,ifname=" + TapNetwork.tap(number),
                "con=null",
                "con0=fd:0,fd:1",
                "ssl=null",
                "quiet"));
        Process started = command.start();
        UserModeLinux linux = new UserModeLinux(Campanile.of(started), started.getOutputStream());
        try {
            linux.awaitLines("^booted", 1, PATIENCE);
        } catch (ConditionTimeoutException e) {
            linux.close();
            throw e;
        }
        return linux;
    }

    /** Has its shell do this. */
    void shell(String line) throws IOException {
        console.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        console.flush();
    }

    /**
     * Starts a command of ours in the background; the shell has its number as {@code $daemon}.
     *
     * @param by what starts it; empty for nothing
     */
    void campanile(String by, String arguments) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        shell(
                "%s %s -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData -Xmx64m -Djava.io.tmpdir=/run -jar %s %s 2>&1 & daemon=$!"
                        .formatted(by, java, Campanile.JAR, arguments));
    }

    /** Waits until so many lines of its console are like this, and returns what the first group matched in the last of them. */
    String awaitLines(String pattern, int count, Duration patience) {
        Pattern compiled = Pattern.compile(pattern);
        return Awaitility.await("%s lines like %s".formatted(count, pattern))
                .atMost(patience)
                .until(
                        () -> process.out().stream()
                                .map(compiled::matcher)
                                .filter(Matcher::find)
                                .map(m -> m.groupCount() > 0 ? m.group(1) : m.group())
                                .toList(),
                        found -> found.size() >= count)
                .get(count - 1);
    }

    /** What was printed on its console. */
    List<String> lines() {
        return process.out();
    }

    /** What its clock showed, each second. */
    List<ClockLine> clock() {
        return process.out().stream()
                .filter(line -> line.startsWith(CLOCK) && line.endsWith("}"))
                .map(line -> parse(line.substring(CLOCK.length())))
                .toList();
    }

    static ClockLine parse(String json) {
        try {
            JsonNode node = JSON.readTree(json);
            return new ClockLine(
                    node.get("counter").asLong(),
                    node.get("wall").asLong(),
                    node.get("frequency").asDouble(),
                    node.get("max_error").asLong(),
                    node.get("status").asInt());
        } catch (JsonProcessingException e) {
            throw new AssertionError("no line of a clock: " + json, e);
        }
    }

    /** Ends it, and with it everything that runs in it. */
    @Override
    public void close() {
        try {
            shell("poweroff -f");
            process.exitCode();
        } catch (IOException | IllegalStateException e) {
            // It hangs, or is gone: its processes are processes of this machine.
            process.children().forEach(ProcessHandle::destroyForcibly);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.close();
        }
    }
}
