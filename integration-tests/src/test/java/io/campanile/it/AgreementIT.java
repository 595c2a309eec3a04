package io.campanile.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.campanile.os.LinuxSockets;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.Assumptions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code campanile agreement}: the limit is generous, for machines that are busy with other things. */
class AgreementIT {

    private static final int SLAVES = 2;

    @Test
    void twoSlavesOnThisMachineAgree() throws Exception {
        try (Campanile agreement =
                Campanile.start("agreement", "--slaves=" + SLAVES, "--warm-up=6s", "--duration=10s", "--json=-")) {
            assertThat(agreement.exitCode()).as("%s", agreement.err()).isZero();
            assertThat(agreement.err()).isEmpty();
            assertThat(agreement.out()).hasSize(1);
            JsonNode result = new ObjectMapper().readTree(agreement.out().get(0));
            assertThat(result.get("slaves").asInt()).isEqualTo(SLAVES);
            assertThat(result.get("moments").asInt()).isBetween(5, 11);
            assertThat(result.get("pair_rms_ns").asDouble()).isBetween(1.0, 2_000_000.0);
            assertThat(result.get("pair_p50_ns").asDouble())
                    .isLessThanOrEqualTo(result.get("pair_p99_ns").asDouble());
            assertThat(result.get("mean_bound_ns").asDouble()).isGreaterThan(1_000);
            assertThat(result.get("bound_violations").asLong()).isZero();
            assertThat(result.get("backward_readings").asLong()).isZero();
        }
    }

    /** Where the kernel stamps, the machine's load hardly counts. */
    @ParameterizedTest
    @ValueSource(strings = {"udp", "auto"})
    void twoSlavesAgreeByTheKernelsStamps(String transport) throws Exception {
        Assumptions.assumeThat(new LinuxSockets().objection())
                .as("why the kernel does not stamp here")
                .isEmpty();
        try (Campanile agreement = Campanile.start(
                "agreement",
                "--slaves=" + SLAVES,
                "--transport=" + transport,
                "--timestamps=kernel",
                "--warm-up=6s",
                "--duration=10s",
                "--json=-")) {
            assertThat(agreement.exitCode()).as("%s", agreement.err()).isZero();
            JsonNode result = new ObjectMapper().readTree(agreement.out().get(0));
            assertThat(result.get("pair_rms_ns").asDouble()).isBetween(1.0, 200_000.0);
            assertThat(result.get("bound_violations").asLong()).isZero();
            assertThat(result.get("backward_readings").asLong()).isZero();
        }
    }

    @Test
    void saysWhoDiedAndEndsTheOthers() throws Exception {
        try (Campanile agreement = started()) {
            List<ProcessHandle> children = agreement.children();
            children.get(children.size() - 1).destroyForcibly();
            assertThat(agreement.exitCode()).isEqualTo(1);
            assertThat(agreement.out()).isEmpty();
            assertThat(agreement.err())
                    .singleElement()
                    .asString()
                    .startsWith("campanile agreement: slave-" + SLAVES + " ended with code 137; ");
            assertThat(children).noneMatch(ProcessHandle::isAlive);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM", "KILL"})
    void leavesNobodyBehindHoweverItEnds(String signal) throws Exception {
        try (Campanile agreement = started()) {
            List<ProcessHandle> children = agreement.children();
            agreement.signal(signal);
            Awaitility.await("the end of its processes")
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
            agreement.exitCode();
            assertThat(agreement.err()).isEmpty();
        }
    }

    private static Campanile started() {
        Campanile agreement = Campanile.start("agreement", "--slaves=" + SLAVES, "--warm-up=60s");
        Awaitility.await("a master and its slaves")
                .atMost(Duration.ofSeconds(30))
                .until(() -> agreement.children().size() == 1 + SLAVES);
        return agreement;
    }
}
