package io.campanile.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command as a user runs it. */
class CommandIT {

    @Test
    void theDemoConvergesAndRejectsTheLiarsByName(@TempDir Path folder) throws Exception {
        Path json = folder.resolve("demo.json");
        try (Campanile demo = Campanile.start(
                "demo", "--slaves=20", "--liars=2", "--round=200ms", "--duration=8s", "--json=" + json)) {
            assertThat(demo.exitCode()).as("%s", demo.out()).isZero();
            assertThat(demo.err()).isEmpty();
        }
        JsonNode result = new ObjectMapper().readTree(json.toFile());
        assertThat(result.get("converged").asBoolean()).isTrue();
        assertThat(result.get("rejected")).extracting(JsonNode::asText).containsExactly("liar-1", "liar-2");
        assertThat(result.get("initial_spread_ns").asLong()).isGreaterThan(1_000_000_000L);
        assertThat(result.get("final_spread_ns").asLong()).isLessThan(100_000L);
        assertThat(result.get("bound_violations").asLong()).isZero();
        assertThat(result.get("backward_readings").asLong()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "2 | demo --round 5x                      | '5x' is no duration",
                "2 | master --burst 99                    | choose 1 to 16, or auto",
                "2 | master --max-slaves 200000           | room for 200000 slaves takes a heap of 2572 MB",
                "2 | slave                                | Missing required option",
                "2 | nonsense                             | nonsense",
                "1 | slave --master nobody.invalid        | cannot find nobody.invalid",
                "1 | status --admin http://127.0.0.1:1    | cannot get the status from http://127.0.0.1:1",
                "1 | master --bind 203.0.113.7 --port 0   | cannot listen on 203.0.113.7:0",
            })
    void badInputGetsOneLineAndAnExitCode(int code, String arguments, String line) throws Exception {
        try (Campanile command = Campanile.start(arguments.split(" "))) {
            assertThat(command.exitCode()).isEqualTo(code);
            assertThat(command.out()).isEmpty();
            assertThat(command.err()).singleElement().asString().contains(line);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "simulate --duration 2s --seed 1",
                "demo --slaves=2 --duration=30s",
                "slave --master=127.0.0.1:1 --interval=100ms --duration=30s"
            })
    void outputThatIsLostIsAFailure(String arguments) throws Exception {
        assumeThat(Path.of("/dev/full")).exists();
        Process command = Campanile.command(List.of(arguments.split(" ")))
                .redirectOutput(new File("/dev/full"))
                .start();
        try (BufferedReader err =
                new BufferedReader(new InputStreamReader(command.getErrorStream(), StandardCharsets.UTF_8))) {
            List<String> lines = err.lines().toList();
            assertThat(lines)
                    .as("of %s", lines)
                    .filteredOn(line -> line.contains("standard output"))
                    .containsExactly(
                            "campanile: cannot write to standard output: No space left on device; make room, or send it elsewhere");
            assertThat(command.waitFor()).isEqualTo(1);
        } finally {
            command.destroyForcibly();
        }
    }

    /** Each of these takes as long as all the rest of a short command. */
    @Test
    void statusReadsNeitherTheConfigurationOfTheLogNorTheOtherCommands(@TempDir Path folder) throws Exception {
        Path loaded = folder.resolve("loaded");
        ProcessBuilder status = Campanile.command(List.of("status", "--admin=127.0.0.1:1"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        status.environment().put("JDK_JAVA_OPTIONS", "-Xlog:class+load:file=" + loaded);

        assertThat(status.start().waitFor()).isOne();
        assertThat(Files.readString(loaded))
                .contains("io.campanile.cli.status.StatusCommand ")
                .doesNotContain("ch.qos.logback", "io.campanile.cli.master.", "jdk.internal.net.http.");
    }

    @Test
    void endsQuietlyWhenNobodyReadsItsOutputAnyMore() throws Exception {
        Process command = Campanile.command(List.of("slave", "--master=127.0.0.1:1", "--interval=100ms"))
                .redirectError(ProcessBuilder.Redirect.PIPE)
                .start();
        try (BufferedReader err =
                new BufferedReader(new InputStreamReader(command.getErrorStream(), StandardCharsets.UTF_8))) {
            assertThat(command.getInputStream().read()).isPositive();
            command.getInputStream().close();
            assertThat(command.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(command.exitValue()).isEqualTo(141);
            assertThat(err.lines()).noneMatch(line -> line.contains("output"));
        } finally {
            command.destroyForcibly();
        }
    }

    @Test
    void aSlaveWithoutAMasterSaysSoOnceAndKeepsTryingAndFails() throws Exception {
        try (Campanile slave =
                Campanile.start("slave", "--master=127.0.0.1:1", "--duration=3s", "--interval=500ms", "--print=json")) {
            assertThat(slave.exitCode()).isOne();
            assertThat(slave.err()).hasSize(2);
            assertThat(slave.err().get(0)).contains("cannot reach the master at 127.0.0.1:1");
            assertThat(slave.err().get(1)).contains("no master has corrected this clock within --duration");
            assertThat(slave.out())
                    .hasSizeBetween(4, 7)
                    .allSatisfy(l -> assertThat(l).contains("\"cluster_ns\":null", "\"status\":\"UNSYNCHRONIZED\""));
        }
    }

    @Test
    void aMasterEndsQuicklyWhenAskedTo() throws Exception {
        try (Campanile master = Campanile.start("master", "--bind=127.0.0.1", "--port=0", "--admin-port=0")) {
            String port = master.port();
            try (Campanile slave =
                    Campanile.start("slave", "--master=127.0.0.1:" + port, "--name=a1", "--print=none")) {
                slave.awaitLog("a1 follows a master of epoch [0-9]+");
                long asked = System.nanoTime();
                master.signal("TERM");
                master.exitCode();
                assertThat(System.nanoTime() - asked).isLessThan(10_000_000_000L);
                slave.awaitLog("lost the master at 127.0.0.1:" + port + ": SHUTDOWN: the master is shutting down");
            }
        }
    }
}
