package io.campanile.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A master and five slaves as processes of their own, each with a wrong clock.
 *
 * <p>The bounds are generous, for machines that are busy with other things: how exact it is, the virtual-time tests say.
 * What holds exactly, holds here too: no reading goes back, and no two slaves differ by more than they say.
 */
@Tag("processes")
class ClusterIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Three seconds, where no reading is late. */
    private static final int KEPT_MOMENTS = 30;

    private final List<Campanile> processes = new ArrayList<>();
    private final List<Campanile> slaves = new ArrayList<>();

    @AfterEach
    void endAll() {
        processes.forEach(Campanile::close);
    }

    @Test
    void fiveSlavesWithWrongClocksAgreeAndStaySo() throws Exception {
        Campanile master = startMaster("0");
        startSlaves(master.port());
        awaitAgreement(slaves);

        assertKeepAgreeing(slaves);
        Agreement.assertNobodyLiedOrWentBack(slaves);
        awaitStatus(master, status -> {
            assertThat(status.at("/round/truechimers").asInt()).isEqualTo(6);
            assertThat(status.at("/round/outcome").asText()).isEqualTo("STEERED");
            assertThat(status.at("/slaves").findValuesAsText("state")).containsOnly("MEMBER");
            assertThat(status.at("/slaves").findValuesAsText("name"))
                    .containsExactlyInAnyOrder("a0", "a1", "a2", "a3", "a4");
        });
    }

    @Test
    void aKilledOneAFrozenOneAndAStrangerDisturbNobody(@TempDir Path folder) throws Exception {
        Path recording = folder.resolve("recording");
        Campanile master = startMaster("0", "--record=" + recording);
        startSlaves(master.port());
        awaitAgreement(slaves);
        Campanile killed = slaves.get(0);
        Campanile frozen = slaves.get(1);
        List<Campanile> others = slaves.subList(2, slaves.size());

        killed.kill();
        frozen.signal("STOP");
        sendGarbage(Integer.parseInt(master.port()));
        assertKeepAgreeing(others);
        awaitStatus(master, status -> {
            assertThat(namesOf(status, false)).containsExactlyInAnyOrder("a1", "a2", "a3", "a4");
            assertThat(namesOf(status, true)).containsExactly("a0");
            assertThat(status.at("/round/falsetickers").findValuesAsText("slave"))
                    .containsExactly("a1");
            assertThat(status.at("/round/falsetickers").findValuesAsText("reason"))
                    .containsExactly("SILENT");
        });
        master.awaitLog("dropped 127.0.0.1:[0-9]+: MALFORMED: .*");

        frozen.signal("CONT");
        List<Campanile> living = slaves.subList(1, slaves.size());
        awaitAgreement(living);
        Agreement.assertNobodyLiedOrWentBack(living);

        master.signal("TERM");
        master.exitCode();
        assertReplaysTheSame(recording);
    }

    /** What the master was told makes the same decisions again, to the last bit, in another process. */
    private void assertReplaysTheSame(Path recording) throws Exception {
        Campanile replay = started(Campanile.start("replay", recording.toString(), "--json=-"));
        assertThat(replay.exitCode()).as("%s %s", replay.out(), replay.err()).isZero();
        JsonNode result = new ObjectMapper().readTree(replay.out().get(0));
        assertThat(result.get("whole").asBoolean()).isTrue();
        assertThat(result.get("cut").asBoolean()).isFalse();
        assertThat(result.get("difference").isNull()).isTrue();
        assertThat(result.get("incomparable_rounds").asLong()).isZero();
        assertThat(result.get("compared_rounds").asLong()).isGreaterThan(10);
        assertThat(result.get("compared_corrections").asLong()).isGreaterThan(20);
        assertThat(result.get("slaves").findValuesAsText("name"))
                .containsExactlyInAnyOrder("a0", "a1", "a2", "a3", "a4");
    }

    @Test
    void aRestartedMasterTakesNobodyBackAndMovesNobody() throws Exception {
        Campanile master = startMaster("0");
        String port = master.port();
        startSlaves(port);
        awaitAgreement(slaves);
        long aheadBefore = lastAhead(slaves.get(0));

        master.kill();
        assertKeepAgreeing(slaves);
        Campanile successor = startMaster(port);
        successor.awaitLog("(clocks? .*averaged|time of .* clocks)");
        assertKeepAgreeing(slaves);

        // Cluster time runs on at the mean rate of clocks that drift by up to 100 ppm.
        assertThat(lastAhead(slaves.get(0)) - aheadBefore).isBetween(-10_000_000L, 10_000_000L);
        Agreement.assertNobodyLiedOrWentBack(slaves);
        awaitStatus(
                successor,
                status -> assertThat(status.at("/round/falsetickers").findValuesAsText("slave"))
                        .isEmpty());
    }

    /** One may be late for a round of a busy machine. */
    private static void awaitStatus(Campanile master, Consumer<JsonNode> expectation) {
        String admin = master.admin();
        Awaitility.await("the status")
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> expectation.accept(JsonApi.status(admin)));
    }

    /** The slaves that the status shows as lost, or those that it does not. */
    private static List<String> namesOf(JsonNode status, boolean lost) {
        List<String> names = new ArrayList<>();
        for (JsonNode slave : status.at("/slaves")) {
            if (slave.get("state").asText().equals("LOST") == lost) {
                names.add(slave.get("name").asText());
            }
        }
        return names;
    }

    private Campanile startMaster(String port, String... more) {
        List<String> command = new ArrayList<>(
                List.of("master", "--bind", "127.0.0.1", "--port", port, "--admin-port", "0", "--round", "500ms"));
        command.addAll(List.of(more));
        return started(Campanile.start(command.toArray(String[]::new)));
    }

    private void startSlaves(String port) {
        for (int i = 0; i < WrongClock.ALL.size(); i++) {
            List<String> command = new ArrayList<>(List.of("slave", "--master=127.0.0.1:" + port, "--name=a" + i));
            command.addAll(WrongClock.ALL.get(i).options());
            command.addAll(Agreement.PRINTING);
            slaves.add(started(Campanile.start(command.toArray(String[]::new))));
        }
    }

    private Campanile started(Campanile process) {
        processes.add(process);
        return process;
    }

    private static void sendGarbage(int port) throws IOException {
        byte[] garbage = new byte[64 * 1024];
        new Random(1).nextBytes(garbage);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(garbage);
        } catch (IOException e) {
            // The master may hang up while we are still sending: its log line is what counts.
            assertThat(e).hasMessageMatching("(?i).*(reset|broken pipe|abort).*");
        }
    }

    private static void awaitAgreement(List<Campanile> slaves) {
        Agreement.awaitReached(slaves, PATIENCE);
    }

    /** Waits for some more seconds' readings, and they agree. */
    private static void assertKeepAgreeing(List<Campanile> slaves) {
        Agreement.awaitKept(slaves, KEPT_MOMENTS, PATIENCE);
    }

    private static long lastAhead(Campanile slave) {
        List<Agreement.Line> lines = Agreement.lines(slave);
        return lines.get(lines.size() - 1).ahead();
    }
}
