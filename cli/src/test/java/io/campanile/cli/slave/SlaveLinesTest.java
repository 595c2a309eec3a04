package io.campanile.cli.slave;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.campanile.cli.option.Host;
import io.campanile.clock.DisciplinedClock;
import io.campanile.core.ReferenceReading;
import io.campanile.core.discipline.Correction;
import io.campanile.core.discipline.DisciplineLimits;
import io.campanile.os.discipline.MachineClockState;
import io.campanile.os.discipline.MachineClockState.Keeping;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SlaveLinesTest {

    // 2001-09-09T01:46:40Z, a second fast.
    private static final long LOCAL = TimeUnit.SECONDS.toNanos(1_000_000_001);

    private final AtomicLong local = new AtomicLong(LOCAL);
    private final DisciplinedClock clock = new DisciplinedClock(local::get, DisciplineLimits.DEFAULT);
    private final SlaveLines lines = new SlaveLines("a1", clock, null);

    private JsonNode json() throws JsonProcessingException {
        return new ObjectMapper().readTree(lines.json());
    }

    private void correct() {
        clock.correct(new Correction(
                7, 42, 0, LOCAL, -TimeUnit.SECONDS.toNanos(1), -40_000, 1900, 0, 3_000_000_000L, 9_000_000_000L));
    }

    private static List<String> fields(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void hasExactlyTheDocumentedFields() throws JsonProcessingException {
        String[] fields = {
            "name",
            "host_ns",
            "local_ns",
            "cluster_ns",
            "offset_ns",
            "drift_ppb",
            "error_ns",
            "status",
            "epoch",
            "round",
            "utc_ns",
            "utc_error_ns"
        };
        assertThat(fields(json())).containsExactly(fields);
        correct();
        assertThat(fields(json())).containsExactly(fields);
    }

    @Test
    void writesNullForWhatIsUnknownBeforeTheFirstCorrection() throws JsonProcessingException {
        JsonNode line = json();
        for (String unknown : List.of("cluster_ns", "offset_ns", "drift_ppb", "error_ns", "utc_ns", "utc_error_ns")) {
            assertThat(line.get(unknown).isNull()).as(unknown).isTrue();
        }
        assertThat(line.get("status").asText()).isEqualTo("UNSYNCHRONIZED");
        assertThat(line.get("local_ns").asLong()).isEqualTo(LOCAL);
        assertThat(line.get("epoch").asLong()).isZero();
        assertThat(line.get("round").asLong()).isZero();
    }

    @Test
    void writesAllItKnowsOnOneLine() throws JsonProcessingException {
        correct();
        assertThat(lines.json()).doesNotContain("\n");
        JsonNode line = json();
        assertThat(line.get("name").asText()).isEqualTo("a1");
        assertThat(line.get("cluster_ns").asLong()).isEqualTo(LOCAL - 1_000_000_000);
        assertThat(line.get("offset_ns").asLong()).isEqualTo(1_000_000_000);
        assertThat(line.get("drift_ppb").asDouble()).isBetween(40_001.0, 40_002.0);
        assertThat(line.get("error_ns").asLong()).isEqualTo(2000);
        assertThat(line.get("status").asText()).isEqualTo("SYNCHRONIZED");
        assertThat(line.get("epoch").asLong()).isEqualTo(7);
        assertThat(line.get("round").asLong()).isEqualTo(42);
    }

    @Test
    void keepsTheTimeAndForgetsTheErrorOnceTheCorrectionIsTooOld() throws JsonProcessingException {
        correct();
        local.addAndGet(TimeUnit.SECONDS.toNanos(10));
        JsonNode line = json();
        assertThat(line.get("status").asText()).isEqualTo("UNSYNCHRONIZED");
        assertThat(line.get("error_ns").isNull()).isTrue();
        assertThat(line.get("cluster_ns").isNumber()).isTrue();
        assertThat(lines.text()).contains("±unknown");
    }

    @Test
    void readsTheMachinesClockBesideIts() throws JsonProcessingException {
        long before = Host.nanos();
        long said = json().get("host_ns").asLong();
        assertThat(said).isBetween(before, Host.nanos());
    }

    @Test
    void saysItForPeople() {
        assertThat(lines.text()).isEqualTo("a1  unsynchronized");
        correct();
        assertThat(lines.text())
                .isEqualTo("a1  01:46:40.000000  ±2.0 µs  synchronized; the local clock is off by 1.000 s, drifting by"
                        + " 40.002 ppm");
    }

    private void tellUtc() {
        clock.correct(new Correction(
                7,
                42,
                0,
                LOCAL,
                -TimeUnit.SECONDS.toNanos(1),
                0,
                1900,
                0,
                3_000_000_000L,
                9_000_000_000L,
                new ReferenceReading(LOCAL, 6_000, 0, 34_000, 0, 5_000_000_000L)));
    }

    @Test
    void tellsUtcWhereItIsKnown() throws JsonProcessingException {
        tellUtc();
        assertThat(json().get("utc_ns").asLong()).isEqualTo(LOCAL - 1_000_000_000 + 6_000);
        assertThat(json().get("utc_error_ns").asLong()).isEqualTo(36_000);
        assertThat(lines.text()).endsWith("; UTC is 01:46:40.000006 ±36.0 µs");
        local.addAndGet(TimeUnit.SECONDS.toNanos(6));
        assertThat(json().get("utc_ns").isNull()).isTrue();
        assertThat(lines.text()).endsWith("; UTC is unknown");
    }

    @Test
    void tellsHowTheMachinesClockIsKeptWhereItIs() throws JsonProcessingException {
        MachineClockState waiting =
                new MachineClockState(Keeping.WAITING, null, 0, 16_000_000_000L, false, 0, 0, null, 0);
        AtomicReference<MachineClockState> state = new AtomicReference<>(waiting);
        SlaveLines keeping = new SlaveLines("a1", clock, state::get);
        assertThat(keeping.text())
                .isEqualTo("a1  unsynchronized; the machine's clock: waiting, not looked at yet, +0.000 ppm");
        correct();
        state.set(new MachineClockState(Keeping.FOLLOWING, -3_200L, 79_998, 25_000, true, 1, 0, null, 0));
        assertThat(keeping.text())
                .endsWith(
                        "drifting by 40.002 ppm; the machine's clock: following, off by -3.2 µs ±25.0 µs, +79.998 ppm");
        JsonNode machine = new ObjectMapper().readTree(keeping.json()).get("machine_clock");
        assertThat(machine.get("keeping").asText()).isEqualTo("FOLLOWING");
        assertThat(machine.get("offset_ns").asLong()).isEqualTo(-3_200);
    }
}
