package io.campanile.admin.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.campanile.admin.web.Description;
import io.campanile.slave.Campanile;
import io.campanile.slave.Slave;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What two members of a group of three show: {@code m1} leads, {@code m2} follows, and {@code m3} is away. */
class GroupTest {

    private static final String STATUS = "/api/v1/status";
    private static final String READY = "/health/ready";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Member m1;
    private final Member m2;

    GroupTest() throws Exception {
        m1 = Member.start("m1");
        m2 = Member.start("m2");
    }

    @AfterEach
    void close() {
        m2.close();
        m1.close();
    }

    private void begin() {
        m1.lead(0);
        m2.follow(m1);
        await().atMost(PATIENCE)
                .until(() -> m2.json(STATUS).at("/master/status").asText().equals("SYNCHRONIZED")
                        && m1.json(STATUS).at("/group/members/1/error_ns").isNumber());
    }

    private static void assertIsAsDescribed(Member member) throws Exception {
        new Description(member.json(Description.PATH)).assertDescribes(STATUS, 200, member.get(STATUS));
    }

    @Test
    void aLeaderShowsEachMemberAndHowFarItsClockIs() throws Exception {
        begin();
        JsonNode group = m1.json(STATUS).get("group");
        assertThat(group.get("self").asText()).isEqualTo("m1");
        assertThat(group.get("role").asText()).isEqualTo("LEADING");
        assertThat(group.get("epoch").asLong()).isEqualTo(7);
        assertThat(group.get("since_ns").asLong()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(Member.SINCE_MILLIS));
        assertThat(group.at("/members/0/state").asText()).isEqualTo("LEADING");
        assertThat(group.at("/members/0/error_ns").isNumber()).isTrue();
        assertThat(group.at("/members/0/offset_ns").isNull()).isTrue();
        assertThat(group.at("/members/1/state").asText()).isEqualTo("FOLLOWING");
        assertThat(group.at("/members/1/offset_ns").isNumber()).isTrue();
        assertThat(group.at("/members/2/state").asText()).isEqualTo("UNREACHABLE");
        assertThat(group.at("/members/2/silent_ns").asLong()).isEqualTo(42_000_000_000L);
        assertThat(group.at("/members/2/error_ns").isNull()).isTrue();
        assertIsAsDescribed(m1);
    }

    @Test
    void aStandbyShowsItsClockAndWhoLeads() throws Exception {
        begin();
        JsonNode status = m2.json(STATUS);
        assertThat(status.get("round").isNull()).isTrue();
        assertThat(status.at("/master/error_ns").isNumber()).isTrue();
        assertThat(status.at("/master/cluster_ns").asLong()).isPositive();
        assertThat(status.at("/master/epoch").asLong()).isEqualTo(7);
        JsonNode group = status.get("group");
        assertThat(group.get("role").asText()).isEqualTo("FOLLOWING");
        assertThat(group.get("leader").asText()).isEqualTo("m1");
        assertThat(group.get("leader_address").asText())
                .isEqualTo("127.0.0.1:" + m1.master.address().getPort());
        assertThat(group.get("leader_admin").asText()).isEqualTo("http://m1.example:8081/");
        assertThat(group.at("/members/1/error_ns").isNumber()).as("its own").isTrue();
        assertThat(group.at("/members/2/state").asText()).isEqualTo("UNKNOWN");
        assertThat(group.get("takeovers").asInt()).isEqualTo(2);
        assertThat(group.at("/last_takeovers/0/vacant_ns").isNull()).isTrue();
        assertThat(group.at("/last_takeovers/1/vacant_ns").asLong()).isEqualTo(640_000_000);
        assertIsAsDescribed(m2);
    }

    @Test
    void aSlaveThatHasAMembersNameIsNotTakenForItsStandby() throws Exception {
        m1.lead(0);
        Slave other = Campanile.slave()
                .name("m3")
                .master("127.0.0.1", m1.master.address().getPort())
                .build();
        other.start();
        try {
            m2.follow(m1);
            await().atMost(PATIENCE)
                    .until(() -> m1.json(STATUS).at("/group/members/1/error_ns").isNumber());
            await().atMost(PATIENCE)
                    .until(() ->
                            m1.json("/api/v1/slaves/m3-2").at("/slave/error_ns").isNumber());
            assertThat(m1.json(STATUS).at("/group/members/2/error_ns").isNull()).isTrue();
        } finally {
            other.stop().toCompletableFuture().join();
        }
    }

    @Test
    void whoKnowsNoLeaderSaysSo() throws Exception {
        JsonNode group = m2.json(STATUS).get("group");
        assertThat(group.get("role").asText()).isEqualTo("NOBODY_LEADS");
        assertThat(group.get("leader").isNull()).isTrue();
        assertThat(group.get("leader_address").isNull()).isTrue();
        assertThat(group.get("leader_admin").isNull()).isTrue();
        assertThat(group.get("since_ns").isNull()).isTrue();
        assertIsAsDescribed(m2);
    }

    @Test
    void aLeaderAndAStandbyThatIsInTimeAreReady() {
        begin();
        await().atMost(PATIENCE).until(() -> m2.get(READY).statusCode() == 200);
        await().atMost(PATIENCE).until(() -> m1.get(READY).statusCode() == 200);
    }

    @Test
    void aMemberThatKnowsNoLeaderIsNotReady() throws Exception {
        begin();
        m2.vacate();
        HttpResponse<String> answer = m2.get(READY);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body())
                .contains(
                        "it knows no master that leads: of the 3 members of the group 2 must run and reach each other, and all when it begins");
    }

    @Test
    void aStandbyThatNobodyCorrectsIsNotReady() throws Exception {
        m2.followNobodyThatAnswers();
        HttpResponse<String> answer = m2.get(READY);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body())
                .contains("it follows m3, and its clock is unsynchronized: see what m3 says of the slave m2");
    }

    @Test
    void aMasterThatWaitsForThoseWhoKeepTimeIsNotReadyAndSaysWhatToDo() {
        Slave slave = Campanile.slave()
                .name("a1")
                .master("127.0.0.1", m1.master.address().getPort())
                .build();
        slave.start();
        try {
            m1.lead(7);
            await().atMost(PATIENCE).until(() -> m1.metric("campanile_awaiting_keepers") == 1);
            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(m1.json(STATUS).at("/round/finding").asText()).isEqualTo("AWAITING_KEEPERS");
                HttpResponse<String> answer = m1.get(READY);
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.body()).contains("start those who are away, or tell it so if they are lost for good");
            });
        } finally {
            slave.stop().toCompletableFuture().join();
        }
    }

    @Test
    void takeoversAreEventsAndTheGroupIsToldToThoseWhoListen() throws Exception {
        begin();
        Description description = new Description(m2.json(Description.PATH));
        List<String> changes = new ArrayList<>();
        try (Stream<String> lines = m2.events().body()) {
            String event = "";
            for (String line : (Iterable<String>) lines::iterator) {
                if (line.startsWith("event: ")) {
                    event = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    boolean isGroup = event.equals("group");
                    description.assertValid(
                            "#/components/schemas/" + (isGroup ? "GroupEntry" : "Change"), line.substring(6));
                    if (isGroup && !changes.isEmpty()) {
                        break;
                    } else if (!isGroup) {
                        changes.add(line);
                    }
                }
            }
        }
        assertThat(changes).hasSize(2);
        assertThat(changes.get(0)).contains("\"kind\":\"TAKEOVER\"", "\"round\":null", "m3 leads, in epoch 6\"");
        assertThat(changes.get(1)).contains("m1 leads, in epoch 7; nobody had led for 0.64 s");
    }

    @Test
    void theLeadersMetricsCountTheMembers() throws Exception {
        begin();
        assertThat(m1.metric("campanile_group_role{role=\"LEADING\"}")).isEqualTo(1);
        assertThat(m1.metric("campanile_group_role{role=\"FOLLOWING\"}")).isZero();
        assertThat(m1.metric("campanile_group_members")).isEqualTo(3);
        assertThat(m1.metric("campanile_group_members_heard")).isEqualTo(2);
        assertThat(m1.metric("campanile_group_takeovers_total")).isEqualTo(2);
        assertThat(m1.metric("campanile_group_takeover_age_seconds")).isNotNegative();
        assertThat(m1.metric("campanile_group_vacancy_seconds")).isEqualTo(0.64);
        assertThat(m1.metric("campanile_epoch")).isEqualTo(7);
        assertThat(m1.metric("campanile_awaiting_keepers")).isZero();
        assertThat(m1.metric("campanile_round_age_seconds")).isNotNegative();
    }

    @Test
    void aStandbysMetricsForgetTheRoundsThatItLed() throws Exception {
        m1.lead(0);
        m2.lead(0);
        Slave slave = Campanile.slave()
                .name("a1")
                .master("127.0.0.1", m2.master.address().getPort())
                .build();
        slave.start();
        try {
            await().atMost(PATIENCE).until(() -> m2.metric("campanile_electors") == 2);
        } finally {
            slave.stop().toCompletableFuture().join();
        }
        m2.follow(m1);
        await().atMost(PATIENCE).until(() -> m2.metric("campanile_electors") == 0);
        assertThat(m2.metric("campanile_group_role{role=\"FOLLOWING\"}")).isEqualTo(1);
        assertThat(m2.metric("campanile_round_age_seconds")).isNaN();
        assertThat(m2.metric("campanile_epoch")).isEqualTo(7);
        assertThat(m2.get("/metrics").body()).contains("campanile_round_age_seconds NaN");
    }
}
