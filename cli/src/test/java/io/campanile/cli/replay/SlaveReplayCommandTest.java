package io.campanile.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.campanile.cli.Cli;
import io.campanile.core.discipline.Effect;
import io.campanile.core.replay.SlaveEvent;
import io.campanile.core.replay.SlaveEvent.Corrected;
import io.campanile.core.replay.SlaveEventRecorder;
import io.campanile.recording.Recording;
import io.campanile.recording.Subject;
import io.campanile.simulator.Cluster;
import io.campanile.simulator.scenario.Parameters;
import io.campanile.simulator.scenario.Scenarios;
import io.campanile.simulator.scenario.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code campanile replay} of what a slave has recorded. */
class SlaveReplayCommandTest {

    private static final List<SlaveEvent> EVENTS = new ArrayList<>();

    @TempDir
    private static Path folder;

    private static Path recording;

    @BeforeAll
    static void recordASimulatedSlave() throws Exception {
        Parameters parameters = Scenarios.named("lan")
                .orElseThrow()
                .with(Map.of(Setting.SLAVES, "2", Setting.DURATION, "30s", Setting.WARM_UP, "1s"))
                .parameters();
        Cluster cluster = new Cluster(parameters, 0, new SplittableRandom(3));
        cluster.slaves().get(0).record(new SlaveEventRecorder(EVENTS::add));
        cluster.time().run(Cluster.START_NANOS + parameters.durationNanos(), () -> {});
        recording = record("trace", EVENTS);
    }

    private static Path record(String name, List<SlaveEvent> events) throws IOException {
        Path file = folder.resolve(name);
        try (Recording written = Recording.begin(file, 100_000_000, "campanile test", Subject.SLAVE, "a1")) {
            events.forEach(written);
        }
        return file;
    }

    @Test
    void showsThatTheClockDoesTheSameAgain() {
        Cli.Result result = Cli.run("replay", recording.toString());

        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .startsWith("a1, a slave, recorded by campanile test: ")
                .containsPattern("\\d\\d corrections and \\d+ answers come out as they were, to the last bit\\.")
                .containsPattern("(?m)^1 +\\d+ +\\d+\\.\\d+ s ");
    }

    @Test
    void writesTheSameForPrograms() throws Exception {
        JsonNode json = new ObjectMapper()
                .readTree(Cli.run("replay", recording.toString(), "--json=-").out());

        assertThat(json.get("slave").asText()).isEqualTo("a1");
        assertThat(json.get("difference").isNull()).isTrue();
        assertThat(json.get("compared_corrections").asLong()).isGreaterThan(20);
        assertThat(json.at("/sessions/0/applied").asLong())
                .isEqualTo(json.get("compared_corrections").asLong());
        assertThat(json.at("/sessions/0/refused").isEmpty()).isTrue();
        assertThat(json.at("/sessions/0/off_p50_ns").asLong()).isLessThan(1_000_000);
    }

    @Test
    void failsAndSaysWhereItComesOutDifferently() throws Exception {
        List<SlaveEvent> other = new ArrayList<>(EVENTS);
        other.replaceAll(event ->
                event instanceof Corrected corrected && corrected.correction().round() == 9
                        ? new Corrected(
                                corrected.correction(),
                                corrected.atNanos(),
                                new Effect(null, 5, corrected.effect().servedNanos(), 7))
                        : event);

        Cli.Result result = Cli.run("replay", record("other", other).toString());

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.out())
                .contains(
                        "It comes out differently. First in the correction of round 9: steppedNanos was 5 and is now 0.");
    }

    @Test
    void hasNoSettingsOfAMaster() {
        Cli.Result result = Cli.run("replay", recording.toString(), "--set=quorum=3");

        assertThat(result)
                .isEqualTo(new Cli.Result(
                        2,
                        "",
                        "campanile replay: --set: %s is the recording of a slave, and only settings of a master can be replayed otherwise: leave it out; see campanile replay --help%n"
                                .formatted(recording)));
    }

    @Test
    void drawsAPicture() throws Exception {
        Path picture = folder.resolve("trace.png");

        Cli.Result result = Cli.run("replay", recording.toString(), "--plot=" + picture);

        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(Files.size(picture)).isGreaterThan(10_000);
    }
}
