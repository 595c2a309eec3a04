package io.campanile.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.campanile.cli.Cli;
import io.campanile.core.replay.EventRecorder;
import io.campanile.recording.Recording;
import io.campanile.recording.Subject;
import io.campanile.simulator.Cluster;
import io.campanile.simulator.scenario.Parameters;
import io.campanile.simulator.scenario.Scenarios;
import io.campanile.simulator.scenario.Setting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayCommandTest {

    private static final long AMPLE = 100_000_000;

    @TempDir
    private static Path folder;

    private static Path recording;

    @BeforeAll
    static void recordASimulatedMaster() throws Exception {
        recording = folder.resolve("trace");
        Parameters parameters = Scenarios.named("lan")
                .orElseThrow()
                .with(Map.of(
                        Setting.SLAVES, "4",
                        Setting.LIARS, "1",
                        Setting.REFERENCE, "ensemble",
                        Setting.DURATION, "30s",
                        Setting.WARM_UP, "1s"))
                .parameters();
        try (Recording written = Recording.begin(recording, AMPLE, "campanile test", Subject.MASTER, "m1")) {
            Cluster cluster = new Cluster(parameters, 0, new SplittableRandom(3));
            cluster.witness().record(master -> new EventRecorder(written));
            cluster.time().run(Cluster.START_NANOS + parameters.durationNanos(), () -> {});
        }
    }

    private static JsonNode json(String... more) throws Exception {
        String[] command = Arrays.copyOf(new String[] {"replay", recording.toString(), "--json=-"}, 3 + more.length);
        System.arraycopy(more, 0, command, 3, more.length);
        Cli.Result result = Cli.run(command);
        assertThat(result.exit()).as(result.err()).isZero();
        return new ObjectMapper().readTree(result.out());
    }

    @Test
    void showsThatTheDecisionsComeOutTheSame() {
        Cli.Result result = Cli.run("replay", recording.toString());

        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .startsWith("m1, recorded by campanile test: ")
                .containsPattern("\\d\\d rounds and \\d+ corrections come out as they were, to the last bit\\.")
                .containsPattern("(?m)^slave-1 ")
                .containsPattern("(?m)^liar-1 ");
    }

    @Test
    void writesTheSameForPrograms() throws Exception {
        JsonNode json = json();

        assertThat(json.get("whole").asBoolean()).isTrue();
        assertThat(json.get("difference").isNull()).isTrue();
        assertThat(json.get("compared_rounds").asLong()).isGreaterThan(20);
        assertThat(json.at("/outcomes/STEERED").asLong()).isGreaterThan(20);
        assertThat(json.at("/slaves/0/off_p50_ns").asLong()).isLessThan(1_000_000);
        assertThat(json.get("slaves").findValuesAsText("name"))
                .containsExactlyInAnyOrder("slave-1", "slave-2", "slave-3", "liar-1");
    }

    @Test
    void sameInputSameOutput() {
        String[] command = {"replay", recording.toString(), "--set=quorum=3", "--json=-"};
        assertThat(Cli.run(command).out()).isEqualTo(Cli.run(command).out());
    }

    @Test
    void showsWhatAnotherSettingWouldHaveDone() throws Exception {
        JsonNode json = json("--set=quorum=9", "--set=tolerance=2ms");

        assertThat(json.get("difference").isNull()).isTrue();
        assertThat(json.at("/other_outcomes/BELOW_QUORUM").asLong()).isPositive();
        assertThat(json.at("/other_outcomes/STEERED").isMissingNode()).isTrue();
        assertThat(Cli.run("replay", recording.toString(), "--set=quorum=9").out())
                .contains("With quorum=9: ", "other left out");
    }

    @Test
    void drawsAPicture() throws Exception {
        Path picture = folder.resolve("trace.png");

        Cli.Result result = Cli.run("replay", recording.toString(), "--set=wander-limit=1ppm", "--plot=" + picture);

        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(Files.size(picture)).isGreaterThan(10_000);
    }

    @Test
    void saysWhatIsWrongWithASetting() {
        assertThat(Cli.run("replay", recording.toString(), "--set=quorum=0"))
                .isEqualTo(usage("--set: quorum=0: the quorum is 0; choose 1 or more clocks"));
        assertThat(Cli.run("replay", recording.toString(), "--set=round=2s"))
                .isEqualTo(usage("--set: there is no setting 'round' to be replayed: choose quorum, reference, panic,"
                        + " tolerance, settle, holdover, drift-limit, wander-limit"));
        assertThat(Cli.run("replay", recording.toString(), "--set=panic=far").err())
                .startsWith("campanile replay: --set: panic=far: ");
    }

    private static Cli.Result usage(String complaint) {
        return new Cli.Result(2, "", "campanile replay: %s; see campanile replay --help%n".formatted(complaint));
    }

    @Test
    void refusesWhatIsNoRecording() throws Exception {
        Path other = Files.writeString(folder.resolve("other"), "nothing of ours, whatever it may be");

        assertThat(Cli.run("replay", other.toString()))
                .isEqualTo(usage(other + " is no recording of a master or a slave"));
        Path nothing = folder.resolve("nothing");
        assertThat(Cli.run("replay", nothing.toString())).isEqualTo(usage(nothing + " is not there"));
    }

    @Test
    void saysThatARecordingWasCut() throws Exception {
        byte[] whole = Files.readAllBytes(recording);
        Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, whole.length - 1));

        Cli.Result result = Cli.run("replay", cut.toString());

        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.out()).contains("The recording ends within an entry");
    }

    @Test
    void refusesADamagedOne() throws Exception {
        byte[] bytes = Files.readAllBytes(recording);
        bytes[bytes.length / 3] ^= 1;
        Path damaged = Files.write(folder.resolve("damaged"), bytes);

        Cli.Result result = Cli.run("replay", damaged.toString());

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.errLines()).singleElement().asString().contains("is damaged", "copy it again");
    }
}
