package io.campanile.admin.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RoundEventsTest {

    private final Admin admin;

    RoundEventsTest() throws Exception {
        admin = new Admin();
    }

    @AfterEach
    void close() {
        admin.close();
    }

    @Test
    void tellsWhatHappenedBeforeAndThenEachRound() throws Exception {
        admin.cluster.join("a1", Duration.ofSeconds(1), 0);
        await().until(() -> admin.json("/api/v1/status").at("/states/MEMBER").asInt() == 1);
        try (Stream<String> lines = admin.events().body()) {
            List<String> first =
                    lines.takeWhile(line -> !line.startsWith("event: round")).toList();
            assertThat(first.get(0)).isEqualTo("retry: 1000");
            assertThat(String.join("\n", first))
                    .containsPattern("id: [0-9]+\\.1\nevent: change\ndata: ")
                    .contains("\"kind\":\"JOINED\",\"slave\":\"a1\"");
        }
    }

    @Test
    void goesOnWhereAClientLeftOff() throws Exception {
        admin.cluster.join("a1", Duration.ofSeconds(1), 0);
        await().until(() -> admin.json("/api/v1/status").at("/states/MEMBER").asInt() == 1);
        String last = firstId().replaceFirst("\\..*", ".1000000");
        try (Stream<String> lines = admin.events("Last-Event-ID", last).body()) {
            assertThat(lines.takeWhile(line -> !line.startsWith("event: round")))
                    .noneMatch(line -> line.startsWith("id:"));
        }
    }

    @Test
    void tellsEverythingToAClientOfAnotherServer() throws Exception {
        admin.cluster.join("a1", Duration.ofSeconds(1), 0);
        await().until(() -> admin.json("/api/v1/status").at("/states/MEMBER").asInt() == 1);
        try (Stream<String> lines = admin.events("Last-Event-ID", "7.1000000").body()) {
            assertThat(lines.takeWhile(line -> !line.startsWith("event: round")))
                    .anyMatch(line -> line.startsWith("id:"));
        }
    }

    private String firstId() throws Exception {
        try (Stream<String> lines = admin.events().body()) {
            return lines.filter(line -> line.startsWith("id: "))
                    .findFirst()
                    .orElseThrow()
                    .substring(4);
        }
    }
}
