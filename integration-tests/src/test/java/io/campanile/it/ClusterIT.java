package io.campanile.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.campanile.it.Agreement.Moment;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A master and five slaves as processes of their own, each with a wrong clock.
 *
 * <p>The bounds are generous, for machines that are busy with other things: how exact it is, the virtual-time tests say.
 * What holds exactly, holds here too: no reading goes back, and no two slaves differ by more than they say.
 */
class ClusterIT {

    private static final String[][] WRONG_CLOCKS = {
        {"2.5s", "40ppm"}, {"-1.2s", "-80ppm"}, {"40ms", "100ppm"}, {"-3s", "10ppm"}, {"700ms", "-30ppm"}
    };
    private static final long INTERVAL_NANOS = 100_000_000;
    private static final long AGREEMENT_NANOS = 2_000_000;

    /** The two lines of a pair are printed within a few milliseconds: what the clocks may drift apart meanwhile. */
    private static final long PRINTING_NANOS = 20_000;

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final List<Campanile> processes = new ArrayList<>();
    private final List<Campanile> slaves = new ArrayList<>();

    @AfterEach
    void endAll() {
        processes.forEach(Campanile::close);
    }

    @Test
    void fiveSlavesWithWrongClocksAgreeAndStaySo() throws Exception {
        Campanile master = startMaster("0");
        startSlaves(portOf(master));
        awaitAgreement(slaves, Duration.ofSeconds(20));

        Thread.sleep(5000);

        List<Moment> late = momentsOf(slaves, lastMoment(slaves) - 4_000_000_000L);
        assertThat(late)
                .hasSizeGreaterThan(20)
                .allSatisfy(m -> assertThat(m.spreadNanos()).isLessThan(AGREEMENT_NANOS));
        assertNobodyLiedOrWentBack(slaves);
        JsonNode status = statusOf(master);
        assertThat(status.at("/round/truechimers").asInt()).isEqualTo(6);
        assertThat(status.at("/round/outcome").asText()).isEqualTo("STEERED");
        assertThat(status.at("/slaves").findValuesAsText("state")).containsOnly("MEMBER");
        assertThat(status.at("/slaves").findValuesAsText("name"))
                .containsExactlyInAnyOrder("a0", "a1", "a2", "a3", "a4");
    }

    @Test
    void aKilledOneAFrozenOneAndAStrangerDisturbNobody() throws Exception {
        Campanile master = startMaster("0");
        startSlaves(portOf(master));
        awaitAgreement(slaves, Duration.ofSeconds(20));
        Campanile killed = slaves.get(0);
        Campanile frozen = slaves.get(1);
        List<Campanile> others = slaves.subList(2, slaves.size());
        long before = lastMoment(others);

        killed.kill();
        frozen.signal("STOP");
        sendGarbage(Integer.parseInt(portOf(master)));
        Thread.sleep(4000);

        assertThat(momentsOf(others, before))
                .hasSizeGreaterThan(20)
                .allSatisfy(m -> assertThat(m.spreadNanos()).isLessThan(AGREEMENT_NANOS));
        JsonNode status = statusOf(master);
        assertThat(status.at("/slaves").findValuesAsText("name")).containsExactlyInAnyOrder("a1", "a2", "a3", "a4");
        assertThat(status.at("/round/falsetickers").findValuesAsText("slave")).containsExactly("a1");
        assertThat(status.at("/round/falsetickers").findValuesAsText("reason")).containsExactly("SILENT");
        master.awaitLog("dropped 127.0.0.1:[0-9]+: MALFORMED: .*");

        frozen.signal("CONT");
        List<Campanile> living = slaves.subList(1, slaves.size());
        awaitAgreement(living, Duration.ofSeconds(20));
        assertNobodyLiedOrWentBack(living);
    }

    @Test
    void aRestartedMasterTakesNobodyBackAndMovesNobody() throws Exception {
        Campanile master = startMaster("0");
        String port = portOf(master);
        startSlaves(port);
        awaitAgreement(slaves, Duration.ofSeconds(20));
        long aheadBefore = lastAhead(slaves.get(0));

        master.kill();
        Thread.sleep(2000);
        Campanile successor = startMaster(port);
        successor.awaitLog("(clocks? .*averaged|time of .* clocks)");
        Thread.sleep(1000);
        awaitAgreement(slaves, Duration.ofSeconds(5));

        // Cluster time runs on at the mean rate of clocks that drift by up to 100 ppm.
        assertThat(lastAhead(slaves.get(0)) - aheadBefore).isBetween(-10_000_000L, 10_000_000L);
        assertNobodyLiedOrWentBack(slaves);
        assertThat(statusOf(successor).at("/round/falsetickers").findValuesAsText("slave"))
                .isEmpty();
    }

    private Campanile startMaster(String port) {
        Campanile master = started(Campanile.start(
                "master", "--bind", "127.0.0.1", "--port", port, "--admin-port", "0", "--round", "500ms"));
        master.awaitLog("listens for slaves");
        return master;
    }

    private void startSlaves(String port) {
        for (int i = 0; i < WRONG_CLOCKS.length; i++) {
            slaves.add(started(Campanile.start(
                    "slave",
                    "--master=127.0.0.1:" + port,
                    "--name=a" + i,
                    "--clock-offset=" + WRONG_CLOCKS[i][0],
                    "--clock-drift=" + WRONG_CLOCKS[i][1],
                    "--print=json",
                    "--interval=" + INTERVAL_NANOS + "ns")));
        }
    }

    private Campanile started(Campanile process) {
        processes.add(process);
        return process;
    }

    private static String portOf(Campanile master) {
        return master.awaitLog("listens for slaves on [^ ;]*:([0-9]+);");
    }

    private static JsonNode statusOf(Campanile master) throws IOException, InterruptedException {
        URI uri = URI.create(master.awaitLog("status at (http[^ ]+)"));
        String body = HTTP.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body();
        return new ObjectMapper().readTree(body);
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

    /** Waits until the last five moments agree. */
    private static void awaitAgreement(List<Campanile> slaves, Duration patience) {
        Awaitility.await("agreement").atMost(patience).untilAsserted(() -> {
            List<Moment> moments = Agreement.moments(slaves, INTERVAL_NANOS);
            assertThat(moments).hasSizeGreaterThan(5);
            assertThat(moments.subList(moments.size() - 5, moments.size()))
                    .allSatisfy(m -> assertThat(m.spreadNanos()).isLessThan(AGREEMENT_NANOS));
            // Recent ones: a frozen slave's old lines are no agreement.
            assertThat(System.currentTimeMillis() * 1_000_000 - lastMoment(slaves))
                    .isLessThan(2_000_000_000L);
        });
    }

    private static List<Moment> momentsOf(List<Campanile> slaves, long fromHostNanos) {
        return Agreement.moments(slaves, INTERVAL_NANOS).stream()
                .filter(m -> m.hostNanos() >= fromHostNanos)
                .toList();
    }

    private static long lastMoment(List<Campanile> slaves) {
        return Agreement.moments(slaves, INTERVAL_NANOS).stream()
                .mapToLong(Moment::hostNanos)
                .max()
                .orElse(0);
    }

    private static long lastAhead(Campanile slave) {
        List<Agreement.Line> lines = Agreement.lines(slave);
        return lines.get(lines.size() - 1).ahead();
    }

    private static void assertNobodyLiedOrWentBack(List<Campanile> slaves) {
        assertThat(slaves)
                .allSatisfy(s -> assertThat(Agreement.backwardReadings(s)).isZero());
        assertThat(Agreement.moments(slaves, INTERVAL_NANOS))
                .allSatisfy(m -> assertThat(m.excessNanos()).isLessThan(PRINTING_NANOS));
    }
}
