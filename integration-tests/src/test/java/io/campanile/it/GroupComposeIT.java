package io.campanile.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a user does with {@code docker/docker-compose.group.yml}: up, kill whoever leads, bring him back, down. */
@Order(2)
@Tag("containers")
class GroupComposeIT {

    private static final List<String> MASTERS = List.of("m1", "m2", "m3");
    private static final int SLAVES = 3;

    /** Where each master's admin server is. */
    private final Map<String, Integer> admin = new HashMap<>();

    private final Map<String, Integer> ports = new HashMap<>();

    GroupComposeIT() throws IOException {
        for (String master : MASTERS) {
            int port = Machine.freePort();
            admin.put(master, port);
            ports.put("ADMIN_PORT_" + master.substring(1), port);
        }
    }

    /**
     * A master that leads.
     *
     * @param name which
     * @param epoch its epoch
     */
    private record Leader(String name, long epoch) {}

    @Test
    void leaderThatIsKilledIsReplacedAndNobodysTimeMoves() {
        try (ComposeProject running = new ComposeProject("group", "docker-compose.group.yml", ports)) {
            running.up(SLAVES);
            Leader first = awaitLeader(running, 0, MASTERS.size() - 1);
            awaitAgreement(running);

            running.run("kill", "-s", "SIGKILL", first.name());
            Leader second = awaitLeader(running, first.epoch(), MASTERS.size() - 2);
            assertThat(second.name()).isNotEqualTo(first.name());
            awaitAgreement(running);

            running.up(SLAVES);
            Leader third = awaitLeader(running, first.epoch(), MASTERS.size() - 1);
            assertThat(third.epoch()).isGreaterThanOrEqualTo(second.epoch());
            awaitAgreement(running);
            running.assertQuiet();
        }
    }

    /** One leads, in a later epoch than this one, and all slaves and so many standbys are its members. */
    private Leader awaitLeader(ComposeProject running, long after, int standbys) {
        try {
            return Awaitility.await("a leader after epoch " + after)
                    .atMost(Duration.ofSeconds(90))
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .until(() -> leader(after, SLAVES + standbys), Optional::isPresent)
                    .orElseThrow();
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(running.run("logs", "--no-color", "--tail", "40"), e);
        }
    }

    private Optional<Leader> leader(long after, int members) throws IOException, InterruptedException {
        for (String master : MASTERS) {
            JsonNode status;
            try {
                status = JsonApi.status("127.0.0.1:" + admin.get(master));
            } catch (IOException e) {
                // This one is down.
                continue;
            }
            long epoch = status.at("/master/epoch").asLong();
            boolean leads = "STEERED".equals(status.at("/round/outcome").asText());
            if (leads && epoch > after && status.at("/states/MEMBER").asInt() == members) {
                return Optional.of(new Leader(master, epoch));
            }
        }
        return Optional.empty();
    }

    /** The slaves say so, by what they print beside the machine's clock; and ever since they started. */
    private static void awaitAgreement(ComposeProject running) {
        Awaitility.await("agreement")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> Agreement.assertReached(running.printers()));
        Agreement.assertNobodyLiedOrWentBack(running.printers());
    }
}
