package io.campanile.cli.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.campanile.cli.Cli;
import io.campanile.cli.log.Logs;
import io.campanile.clock.SystemClock;
import io.campanile.core.ensemble.EnsembleConfig;
import io.campanile.core.round.Burst;
import io.campanile.core.round.ClusterConfig;
import io.campanile.master.MasterConfig;
import io.campanile.master.MasterServer;
import io.campanile.master.access.Access;
import io.campanile.proto.socket.Transport;
import io.campanile.proto.tls.TlsFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LoadCommandTest {

    private static final long ROUND_NANOS = 100_000_000;

    private MasterServer master;

    @BeforeAll
    void startMaster() throws IOException {
        master = MasterServer.start(config(), new SystemClock());
    }

    private static MasterConfig config() {
        MasterConfig standard = MasterConfig.at(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        return new MasterConfig(
                "master",
                standard.bind(),
                standard.transports(),
                standard.threads(),
                standard.maxSlaves(),
                ClusterConfig.of(EnsembleConfig.DEFAULT, ROUND_NANOS, Burst.AUTO),
                standard.discipline());
    }

    @AfterAll
    void stopMaster() {
        master.close().join();
    }

    @AfterEach
    void letOthersLogAgain() {
        Logs.setVerbose(false);
    }

    private Cli.Result load(String... more) {
        List<String> args = new ArrayList<>(
                List.of("load", "--master=127.0.0.1:" + master.address().getPort(), "--ramp=1000/s"));
        args.addAll(List.of(more));
        return Cli.run(args.toArray(String[]::new));
    }

    private static List<String> fields(JsonNode json) {
        List<String> fields = new ArrayList<>();
        json.fieldNames().forEachRemaining(fields::add);
        return fields;
    }

    @Test
    void writesEveryFigureAndNothingElse() throws Exception {
        Cli.Result result = load("--slaves=50", "--liars=5", "--churn=5/s", "--duration=3s", "--json=-");
        JsonNode json = new ObjectMapper().readTree(result.out());
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(fields(json))
                .containsExactly(
                        "slaves",
                        "connected",
                        "failed",
                        "disconnected",
                        "replaced",
                        "connect_s",
                        "measured_s",
                        "rounds",
                        "slave_rounds_per_s",
                        "coverage",
                        "rms_error_ns",
                        "p50_error_ns",
                        "p99_error_ns",
                        "p999_error_ns",
                        "max_error_ns",
                        "bound_violations",
                        "backward_readings",
                        "rejected",
                        "cpu_s",
                        "resident_bytes",
                        "wall_s");
        assertThat(json.get("connected").asInt()).isEqualTo(50);
        assertThat(json.get("replaced").asInt()).isBetween(10, 15);
        assertThat(json.get("measured_s").asDouble()).isGreaterThanOrEqualTo(3.0);
        assertThat(json.get("rounds").asLong()).isBetween(10L, 60L);
        assertThat(json.get("coverage").asDouble()).isBetween(0.1, 1.0);
        assertThat(json.get("max_error_ns").asLong()).isBetween(1L, 50_000_000L);
        assertThat(json.get("bound_violations").asLong()).isZero();
        assertThat(json.get("backward_readings").asLong()).isZero();
        assertThat(json.get("rejected").asInt()).isBetween(1, 50);
    }

    @Test
    void printsATableAndDrawsAPlot(@TempDir Path folder) throws Exception {
        Path plot = folder.resolve("plot.png");
        Path json = folder.resolve("result.json");
        Cli.Result result = load("--slaves=3", "--duration=1s", "--json=" + json, "--plot=" + plot);
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.out())
                .containsPattern("connected +3")
                .containsPattern("coverage +[0-9.]+ +[0-9.]+ %")
                .containsPattern("resident_bytes +");
        assertThat(new ObjectMapper()
                        .readTree(Files.readString(json))
                        .get("failed")
                        .asInt())
                .isZero();
        assertThat(ImageIO.read(plot.toFile()).getHeight()).isGreaterThan(400);
    }

    @Test
    void takesDatagramsTooAndMeasuresAfterTheWarmUp() throws Exception {
        Cli.Result result = load("--transport=udp", "--slaves=50", "--warm-up=2s", "--duration=2s", "--json=-");
        assertThat(result.exit()).as(result.err()).isZero();
        JsonNode json = new ObjectMapper().readTree(result.out());
        assertThat(json.get("connected").asInt()).isEqualTo(50);
        assertThat(json.get("coverage").asDouble()).isBetween(0.1, 1.0);
        double measured = json.get("measured_s").asDouble();
        assertThat(measured).isGreaterThanOrEqualTo(2.0);
        assertThat(json.get("wall_s").asDouble() - measured).isGreaterThanOrEqualTo(2.0);
    }

    /** Only the names that the load gives its slaves are let in. */
    @ParameterizedTest
    @EnumSource
    void eachSlaveProvesAnotherName(Transport transport, @TempDir Path folder) throws Exception {
        String pki = folder.resolve("pki").toString();
        Cli.run("pki", "init", pki);
        Cli.run("pki", "issue", pki, "m1,127.0.0.1");
        Path allowed = Files.writeString(folder.resolve("allowed"), "load-1-* voter");
        TlsFiles files = new TlsFiles(Path.of(pki, "m1.crt"), Path.of(pki, "m1.key"), Path.of(pki, "ca.crt"));
        MasterServer certified = MasterServer.start(config().withAccess(new Access(files, allowed)), new SystemClock());
        try {
            Cli.Result result = Cli.run(
                    "load",
                    "--master=127.0.0.1:" + certified.address().getPort(),
                    "--transport=" + transport,
                    "--slaves=5",
                    "--duration=1s",
                    "--tls-pki=" + pki,
                    "--json=-");
            assertThat(result.exit()).as(result.err()).isZero();
            assertThat(new ObjectMapper()
                            .readTree(result.out())
                            .get("connected")
                            .asInt())
                    .isEqualTo(5);
        } finally {
            certified.close().join();
        }
    }

    @Test
    void saysThatThereIsNoCa(@TempDir Path folder) {
        Cli.Result result = load("--slaves=1", "--tls-pki=" + folder);
        assertThat(result.exit()).isOne();
        assertThat(result.errLines()).singleElement().asString().contains("there is no CA in", "campanile pki init");
    }

    @Test
    void saysThatNobodyAnswers() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        Cli.Result result = Cli.run("load", "--master=127.0.0.1:" + free, "--slaves=2", "--duration=10m", "--json=-");
        assertThat(result.exit()).isOne();
        assertThat(result.errLines()).singleElement().asString().contains("2 of 2 slaves are not connected", "refused");
        assertThat(result.out()).contains("\"connected\":0,\"failed\":2,", "\"coverage\":null");
    }
}
