package io.campanile.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.campanile.master.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples in Python: a slave that was written from {@code docs/protocol.md}, and a client of {@code docs/local-socket.md}. */
@Tag("processes")
class PythonIT {

    private static final Path PYTHON = Path.of("/usr/bin/python3");
    private static final Path EXAMPLES =
            Path.of("..", "examples", "python").toAbsolutePath().normalize();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Two seconds, where no reading is late. */
    private static final int KEPT_MOMENTS = 20;

    private static final long BUSY_NANOS = 20_000_000;

    /** Ended by Ctrl-C. */
    private static final int INTERRUPTED = 130;

    private final List<Campanile> processes = new ArrayList<>();

    @TempDir
    private Path folder;

    @BeforeAll
    static void requirePython() throws InterruptedException {
        boolean there = Files.isExecutable(PYTHON);
        Tool.PYTHON.need(there, "there is no %s: apt-get install python3-protobuf".formatted(PYTHON));
        Tool.PYTHON.need(
                Campanile.started(new ProcessBuilder(PYTHON.toString(), "-c", "import google.protobuf"))
                                .exitCode()
                        == 0,
                "%s has no protobuf: apt-get install python3-protobuf".formatted(PYTHON));
    }

    @AfterEach
    void endAll() {
        processes.forEach(Campanile::close);
    }

    @Test
    void itsOwnTestsHold() throws InterruptedException {
        ProcessBuilder tests = new ProcessBuilder(PYTHON.toString(), "-m", "unittest", "--verbose");
        Campanile run = start(tests);
        assertThat(run.exitCode()).as("%s", run.err()).isZero();
        assertThat(run.err()).last().isEqualTo("OK");
    }

    @Test
    void aSlaveInPythonAgreesWithThoseInJavaAndAClientInPythonReadsThem() throws Exception {
        Campanile master = started(Campanile.start(
                "master", "--bind=127.0.0.1", "--port=0", "--admin-port=0", "--round=500ms", "--name=m1"));
        String port = master.port();
        Path socket = folder.resolve("time");
        Campanile fast = startSlave("fast", port, WrongClock.FAST, "--local-socket=" + socket);
        Campanile slowing = startSlave("slowing", port, WrongClock.SLOWING);
        Campanile inPython = start(example(
                "slave.py",
                "--master=127.0.0.1:" + port,
                "--name=python",
                "--clock-offset=-1.5",
                "--clock-drift=60",
                "--interval=0.1"));
        List<Campanile> slaves = List.of(fast, slowing, inPython);

        Agreement.awaitReached(slaves, PATIENCE);
        inPython.awaitLog("127.0.0.1:%s has this slave as member".formatted(port));
        Agreement.awaitKept(slaves, KEPT_MOMENTS, PATIENCE);
        Agreement.assertNobodyLiedOrWentBack(slaves);
        JsonNode shown = slave(master, "python");
        assertThat(shown.at("/slave/state").asText()).isEqualTo("MEMBER");

        assertReads(socket, fast);

        inPython.signal("INT");
        assertThat(inPython.exitCode()).isEqualTo(INTERRUPTED);
        assertThat(inPython.err()).as("no complaint").noneMatch(line -> line.contains("Traceback"));
        // One that is lost would be shown for minutes.
        Awaitility.await("its goodbye")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                JsonApi.status(master.admin()).at("/slaves").findValuesAsText("name"))
                        .containsExactlyInAnyOrder("fast", "slowing"));
    }

    /** What the client says is what the slave does, within what both say, and the time in which a busy machine reads two clocks. */
    private void assertReads(Path socket, Campanile slave) throws Exception {
        Campanile client = start(example("campanile_time.py", socket.toString()));
        assertThat(client.exitCode()).as("%s", client.err()).isZero();
        JsonNode told = new ObjectMapper().readTree(client.out().get(0));
        assertThat(told.get("status").asText()).isEqualTo("SYNCHRONIZED");
        List<Agreement.Line> lines = Agreement.lines(slave);
        Agreement.Line line = lines.get(lines.size() - 1);
        long apart = told.get("cluster_ns").asLong() - told.get("host_ns").asLong() - line.ahead();
        assertThat(Math.abs(apart)).isLessThan(told.get("error_ns").asLong() + line.errorNanos() + BUSY_NANOS);
    }

    private static JsonNode slave(Campanile master, String name) throws IOException, InterruptedException {
        return JsonApi.get("http://%s/api/v1/slaves/%s".formatted(master.admin(), name));
    }

    private Campanile startSlave(String name, String port, WrongClock clock, String... more) {
        List<String> command = new ArrayList<>(List.of("slave", "--master=127.0.0.1:" + port, "--name=" + name));
        command.addAll(clock.options());
        command.addAll(Agreement.PRINTING);
        command.addAll(List.of(more));
        return started(Campanile.start(command.toArray(String[]::new)));
    }

    private Campanile started(Campanile process) {
        processes.add(process);
        return process;
    }

    private static ProcessBuilder example(String name, String... args) {
        List<String> command = new ArrayList<>(
                List.of(PYTHON.toString(), EXAMPLES.resolve(name).toString()));
        command.addAll(List.of(args));
        return new ProcessBuilder(command);
    }

    private Campanile start(ProcessBuilder python) {
        // It leaves nothing behind in the checkout.
        python.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        return started(Campanile.started(python.directory(EXAMPLES.toFile())));
    }
}
