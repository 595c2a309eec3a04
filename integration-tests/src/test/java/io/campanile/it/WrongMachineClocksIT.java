package io.campanile.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.Network;

/**
 * Machines whose clocks are really wrong, the master's too: libfaketime moves and bends the wall clock and the monotonic
 * clock of each process, and no slave is told of it. What time it really is, the engine knows, and this test.
 */
@SuppressWarnings("NullAway.Init") // JUnit calls start() first
class WrongMachineClocksIT {

    private static final String FAKETIME = "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1";
    private static final String MASTER_CLOCK = "-1.5s x0.9999";
    private static final List<String> SLAVE_CLOCKS =
            List.of("+2.5s x1.0005", "-3.2s x0.9995", "+0.9s x1.0002", "-0.7s x0.9998", "+5s x1.0001");

    private static final List<String> PRINTING = List.of("--print=json", "--interval=50ms");

    private static final long AGREEMENT_NANOS = 1_000_000;

    /** How much later than it was printed the quickest of many lines may have arrived. */
    private static final long ARRIVAL_NANOS = 1_000_000;

    private static final long WINDOW_NANOS = 1_000_000_000;
    private static final int QUESTIONS = 8;

    /** An admin server gives all who ask within a tenth of a second the same document. */
    private static final long NEW_DOCUMENT_MILLIS = 110;

    private Network network;
    private Node master;
    private final List<Node> slaves = new ArrayList<>();

    /**
     * By how much a node's cluster time is ahead of the truth.
     *
     * @param nanos the best that can be seen from outside
     * @param boundNanos how far off the node says that its cluster time could be
     * @param readingNanos how far off this reading could be
     */
    private record Ahead(long nanos, long boundNanos, long readingNanos) {}

    @BeforeEach
    void start() {
        Docker.require();
        network = Network.newNetwork();
        master = Node.master(network, wrong(MASTER_CLOCK));
        for (String clock : SLAVE_CLOCKS) {
            slaves.add(Node.slave(network, wrong(clock), "b" + slaves.size(), PRINTING));
        }
    }

    @AfterEach
    void end() {
        slaves.forEach(Node::close);
        if (master != null) {
            master.close();
        }
        if (network != null) {
            network.close();
        }
    }

    private static Map<String, String> wrong(String clock) {
        return Map.of("LD_PRELOAD", FAKETIME, "FAKETIME", clock);
    }

    @Test
    void agreeWithTheMasterToAMillisecondAndStaySo() throws Exception {
        Awaitility.await("agreement")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(farthest()).isLessThan(AGREEMENT_NANOS));
        List<Long> later = new ArrayList<>();
        for (int second = 0; second < 10; second++) {
            Thread.sleep(1000);
            later.add(farthest());
        }
        // One of ten may have been read at a bad moment of a busy machine.
        assertThat(later.stream().filter(nanos -> nanos < AGREEMENT_NANOS))
                .as("%s", later)
                .hasSizeGreaterThan(8);
        assertMachinesAreWrong();
    }

    /** The largest distance of a slave from the master, in nanoseconds, no two of which differ by more than they said. */
    private long farthest() throws Exception {
        Ahead reference = masterAhead();
        long now = now();
        long farthest = 0;
        for (Node slave : slaves) {
            Ahead ahead = slaveAhead(slave, now);
            long apart = Math.abs(ahead.nanos() - reference.nanos());
            assertThat(apart)
                    .as("%s and the master, %s", ahead, reference)
                    .isLessThan(ahead.boundNanos()
                            + ahead.readingNanos()
                            + reference.boundNanos()
                            + reference.readingNanos());
            farthest = Math.max(farthest, apart);
        }
        return farthest;
    }

    /** Asks several times and believes the quickest answer. */
    private Ahead masterAhead() throws Exception {
        String admin = master.address() + ":8081";
        List<Ahead> answers = new ArrayList<>();
        for (int i = 0; i < QUESTIONS; i++) {
            Thread.sleep(NEW_DOCUMENT_MILLIS);
            long asked = now();
            JsonNode status = JsonApi.status(admin).get("master");
            long answered = now();
            long half = (answered - asked) / 2;
            answers.add(new Ahead(
                    status.get("cluster_ns").asLong() - asked - half,
                    status.get("error_ns").asLong(),
                    half));
        }
        return answers.stream()
                .min(Comparator.comparingLong(Ahead::readingNanos))
                .orElseThrow();
    }

    /** Takes the quickest of its lines that arrived within the last second. */
    private static Ahead slaveAhead(Node slave, long now) {
        return lines(slave).stream()
                .filter(line -> line.arrivedNanos() > now - WINDOW_NANOS)
                .max(Comparator.comparingLong(StampedLine::ahead))
                .map(line -> new Ahead(line.ahead(), line.errorNanos(), ARRIVAL_NANOS))
                .orElseThrow(() -> new AssertionError("no line for a second"));
    }

    private static List<StampedLine> lines(Node slave) {
        return slave.stamped().stream()
                .map(StampedLine::parse)
                .flatMap(Optional::stream)
                .toList();
    }

    private void assertMachinesAreWrong() {
        for (Node slave : slaves) {
            assertThat(lines(slave))
                    .hasSizeGreaterThan(100)
                    .allSatisfy(line -> assertThat(Math.abs(line.hostNanos() - line.arrivedNanos()))
                            .isGreaterThan(100_000_000L));
        }
        assertThat(slaves)
                .allSatisfy(s -> assertThat(Agreement.backwardReadings(Agreement.lines(s)))
                        .isZero());
    }

    private static long now() {
        return ChronoUnit.NANOS.between(Instant.EPOCH, Instant.now());
    }
}
