package io.campanile.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two thousand slaves and their master, each a process, for a few rounds. How exact they are on a machine that is busy
 * with other things, is nobody's promise; that all are served, and that no clock promises too much, is.
 */
class LoadIT {

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "udp"})
    void twoThousandSlavesAreServedInEveryRound(String transport, @TempDir Path folder) throws Exception {
        Path file = folder.resolve("load.json");
        try (Campanile master =
                Campanile.start("master", "--bind=127.0.0.1", "--port=0", "--admin-port=0", "--round=2s")) {
            try (Campanile load = Campanile.start(
                    "load",
                    "--master=127.0.0.1:" + master.port(),
                    "--transport=" + transport,
                    "--slaves=2000",
                    "--duration=15s",
                    "--json=" + file)) {
                assertThat(load.exitCode()).as("%s %s", load.out(), load.err()).isZero();
            }
        }
        JsonNode result = new ObjectMapper().readTree(file.toFile());
        assertThat(result.get("connected").asInt()).isEqualTo(2000);
        assertThat(result.get("failed").asInt()).isZero();
        assertThat(result.get("disconnected").asInt()).isZero();
        assertThat(result.get("rounds").asLong()).isGreaterThan(3);
        assertThat(result.get("coverage").asDouble()).isGreaterThan(0.99);
        assertThat(result.get("bound_violations").asLong()).isZero();
        assertThat(result.get("backward_readings").asLong()).isZero();
    }

    @Test
    void anEarlyEndIsReportedCleanly() throws Exception {
        try (Campanile master = Campanile.start("master", "--bind=127.0.0.1", "--port=0", "--admin-port=0");
                Campanile load = Campanile.start(
                        "load", "--master=127.0.0.1:" + master.port(), "--slaves=100", "--duration=10m")) {
            master.awaitLog("round [0-9]+: the time of [0-9]+ clocks was averaged");
            load.signal("INT");
            load.exitCode();
            assertThat(load.err()).isEmpty();
            assertThat(load.out()).anyMatch(line -> line.matches("connected +100"));
            assertThat(load.out()).anyMatch(line -> line.startsWith("wall_s"));
        }
    }
}
