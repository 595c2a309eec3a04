package io.campanile.admin.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.campanile.admin.web.WebConfig;
import io.campanile.master.Cluster;
import io.campanile.master.RawPeer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MasterAdminTest {

    private static final String STATUS = "/api/v1/status";

    private final Admin admin;

    MasterAdminTest() throws IOException {
        admin = new Admin();
    }

    @AfterEach
    void close() {
        admin.close();
    }

    private JsonNode status() throws IOException, InterruptedException {
        return admin.json(STATUS);
    }

    private static List<String> fields(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** Everything that the server says to these bytes until it closes. */
    private String raw(String bytes) throws IOException {
        InetSocketAddress address = admin.server.address();
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            socket.setSoTimeout(5000);
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void isNotReadyWhileNoFilesAreLeftForSlaves() throws Exception {
        await().until(() -> admin.get("/health/ready").statusCode() == 200);
        admin.cluster.runOutOfFiles();
        HttpResponse<String> response = admin.get("/health/ready");
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).contains("it cannot let slaves connect: this process has no files left");
    }

    @Test
    void answersWithTheDocumentedFields() throws Exception {
        admin.cluster.join("a1", Duration.ofSeconds(1), 0);
        await().until(() ->
                status().path("slaves").path(0).path("state").asText().equals("MEMBER"));
        JsonNode status = status();
        assertThat(fields(status)).containsExactly("master", "round", "states", "slaves", "limits", "group", "parent");
        assertThat(fields(status.get("master")))
                .containsExactly(
                        "name",
                        "address",
                        "epoch",
                        "status",
                        "local_ns",
                        "cluster_ns",
                        "error_ns",
                        "round_ns",
                        "burst",
                        "certificates",
                        "second_master");
        assertThat(status.at("/master/name").asText()).isEqualTo("m1");
        assertThat(status.at("/master/address").asText())
                .isEqualTo("127.0.0.1:" + admin.cluster.master().address().getPort());
        // A machine that is held up for three seconds has no newer correction.
        assertThat(status.at("/master/status").asText()).isIn("SYNCHRONIZED", "HOLDOVER");
        assertThat(status.at("/master/error_ns").isNumber()).isTrue();
        assertThat(fields(status.get("round")))
                .containsExactly(
                        "number",
                        "at_ns",
                        "duration_ns",
                        "outcome",
                        "finding",
                        "why",
                        "members",
                        "heard",
                        "electors",
                        "truechimers",
                        "rejected",
                        "falsetickers",
                        "spread_ns",
                        "ensemble_offset_ns",
                        "ensemble_rate_ppb",
                        "utc");
        assertThat(status.at("/round/outcome").asText()).isEqualTo("STEERED");
        JsonNode slave = status.at("/slaves/0");
        assertThat(fields(slave))
                .containsExactly(
                        "name",
                        "address",
                        "state",
                        "offset_ns",
                        "drift_ppb",
                        "delay_ns",
                        "error_ns",
                        "age_ns",
                        "stamps",
                        "probes_by",
                        "rejection",
                        "without_vote",
                        "lost");
        assertThat(slave.get("name").asText()).isEqualTo("a1");
        assertThat(slave.get("address").asText()).startsWith("127.0.0.1:");
        assertThat(slave.get("delay_ns").asLong()).isPositive();
        assertThat(slave.get("rejection").isNull()).isTrue();
    }

    @Test
    void saysWhomTheLastRoundLeftOut() throws Exception {
        admin.cluster.join("a1", Duration.ofSeconds(1), 0);
        admin.cluster.join("liar", Duration.ofHours(1), 0);
        await().until(() -> status().at("/round/falsetickers/0/slave").asText().equals("liar"));
        JsonNode falseticker = status().at("/round/falsetickers/0");
        assertThat(fields(falseticker)).containsExactly("slave", "reason", "detail");
        assertThat(falseticker.get("reason").asText()).isEqualTo("BEYOND_PANIC");
        assertThat(falseticker.get("detail").asText()).contains("panic");
    }

    @Test
    void showsWhoWasLost() throws Exception {
        try (RawPeer peer = admin.cluster.connect()) {
            peer.join("a1");
            await().until(() -> status().at("/slaves/0/state").asText().equals("REJECTED"));
        }
        await().until(() -> status().at("/slaves/0/state").asText().equals("LOST"));
        JsonNode status = status();
        JsonNode lost = status.at("/slaves/0");
        assertThat(lost.get("name").asText()).isEqualTo("a1");
        assertThat(fields(lost.get("lost"))).containsExactly("at_ns", "why");
        assertThat(lost.at("/lost/at_ns").asLong())
                .isBetween(1L, status.at("/master/local_ns").asLong());
        assertThat(lost.at("/lost/why").asText()).isEqualTo("its connection broke");
        assertThat(status.at("/states/LOST").asInt()).isEqualTo(1);
        JsonNode details = admin.json("/api/v1/slaves/a1");
        assertThat(details.at("/slave/state").asText()).isEqualTo("LOST");
        assertThat(details.get("history")).isNotEmpty();
        assertThat(details.get("samples")).isEmpty();
        assertThat(admin.get("/metrics").body()).contains("campanile_slaves_missing 1.0");
    }

    @Test
    void bringsTheLimitsThatItsReadersNeed() throws Exception {
        JsonNode limits = status().get("limits");
        assertThat(fields(limits)).containsExactly("kept_rounds", "kept_changes", "kept_lost_ns", "tolerance_ns");
        assertThat(limits.get("kept_rounds").asInt()).isEqualTo(600);
        assertThat(limits.get("kept_changes").asInt()).isEqualTo(200);
        assertThat(limits.get("kept_lost_ns").asLong())
                .isEqualTo(Duration.ofMinutes(10).toNanos());
        assertThat(limits.get("tolerance_ns").asLong())
                .isEqualTo(Duration.ofMillis(1).toNanos());
    }

    @Test
    void writesNullForWhatIsUnknownWhileNobodyIsThere() throws Exception {
        JsonNode status = status();
        assertThat(status.at("/master/status").asText()).isEqualTo("UNSYNCHRONIZED");
        assertThat(status.at("/master/error_ns").isNull()).isTrue();
        assertThat(status.get("slaves").isArray()).isTrue();
        assertThat(status.get("slaves")).isEmpty();
    }

    @Test
    void hasNoRoundBeforeTheFirst() throws Exception {
        try (Admin idle = new Admin(Cluster.beforeItsFirstRound())) {
            JsonNode status = idle.json(STATUS);
            assertThat(status.has("round")).isTrue();
            assertThat(status.get("round").isNull()).isTrue();
        }
    }

    @Test
    void writesASlavesNameWhateverItsCharacters() throws Exception {
        String clocks = "\uD83D\uDD70".repeat(32);
        admin.cluster.join(clocks, Duration.ofSeconds(1), 0);
        admin.cluster.join(clocks, Duration.ofSeconds(2), 0);
        admin.cluster.join("\"quoted\" <b>\\", Duration.ofSeconds(2), 0);
        await().until(() -> status().get("slaves").size() == 3);
        assertThat(status().findValuesAsText("name")).contains(clocks, "\"quoted\" <b>\\");
    }

    @Test
    void servesTheDashboardAndTheLicenceOfWhatItUses() throws Exception {
        HttpResponse<String> page = admin.get("/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("content-type")).contains("text/html; charset=utf-8");
        assertThat(page.headers().firstValue("content-security-policy").orElse(""))
                .startsWith("default-src 'none'; script-src 'self';");
        assertThat(page.body()).contains("<title>Campanile</title>").doesNotContain("http://", "https://");
        assertThat(admin.get("/vendor/uplot-license.txt").body()).contains("MIT");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/js/", "/js", "/js/app", "/nothing.js", "/../web/index.html", "//index.html", "/INDEX.html"})
    void servesNoOtherFile(String path) throws Exception {
        assertThat(raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 404");
    }

    @Test
    void setsHeadersThatKeepItFromCachesAndSniffers() throws Exception {
        HttpResponse<String> response = admin.get(STATUS + "?x=1");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).contains("application/json; charset=utf-8");
        assertThat(response.headers().firstValue("cache-control")).contains("no-store");
        assertThat(response.headers().firstValue("x-content-type-options")).contains("nosniff");
    }

    @Test
    void answersHeadWithTheLengthAndNoBody() throws Exception {
        HttpResponse<String> response = admin.send(admin.request(STATUS).method("HEAD", BodyPublishers.noBody()));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValueAsLong("content-length").orElse(0))
                .isGreaterThan(100);
        String raw = raw("HEAD " + STATUS + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(raw).startsWith("HTTP/1.1 200").endsWith("\r\n\r\n").doesNotContain("{");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api", "/api/v1/statuses", "/api/v1/status/", "/api/v1/../v1/status"})
    void knowsNoOtherPage(String path) throws Exception {
        HttpResponse<String> response = admin.get(path);
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).isEqualTo("{\"error\":\"there is nothing here; try /api/v1/status\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS"})
    void changesNothingForAnybody(String method) throws Exception {
        HttpResponse<String> response = admin.send(admin.request(STATUS).method(method, BodyPublishers.ofString("x")));
        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("allow")).contains("GET, HEAD");
        assertThat(response.headers().firstValue("x-content-type-options")).contains("nosniff");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0001\u0002\u0003\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9\r\n\r\n", "GET / JUNK\r\n\r\n"})
    void callsGarbageABadRequestAndCloses(String garbage) throws Exception {
        assertThat(raw(garbage)).startsWith("HTTP/1.1 400").contains("this is no HTTP request");
    }

    @Test
    void answersAPathThatCannotBeDecoded() throws Exception {
        assertThat(raw("GET /%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 404");
        assertThat(status().has("master")).isTrue();
    }

    @Test
    void callsAnEndlessHeaderABadRequestAndCloses() throws Exception {
        assertThat(raw("GET / HTTP/1.1\r\nX: " + "y".repeat(9000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("connection: close");
        assertThat(status().has("master")).isTrue();
    }

    @Test
    void refusesALargeBody() throws Exception {
        HttpResponse<String> response =
                admin.send(admin.request(STATUS).POST(BodyPublishers.ofString("x".repeat(5000))));
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(status().has("master")).isTrue();
    }

    @Test
    void answersTwoRequestsOnOneConnection() throws Exception {
        String one = "GET /nowhere HTTP/1.1\r\nHost: localhost\r\n\r\n";
        String two = "GET " + STATUS + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        String answers = raw(one + two);
        assertThat(answers).startsWith("HTTP/1.1 404").contains("HTTP/1.1 200").contains("connection: close");
        assertThat(answers.indexOf("connection: close")).isGreaterThan(answers.indexOf("HTTP/1.1 200"));
    }

    @Test
    void closesBehindAnAnswerToAnOldClient() throws Exception {
        // To the end of the stream: without a close, this would run into the socket's timeout.
        assertThat(raw("GET " + STATUS + " HTTP/1.0\r\n\r\n"))
                .startsWith("HTTP/1.1 200")
                .endsWith("}");
    }

    @Test
    void saysInOneSentenceThatItsPortIsTaken() {
        InetSocketAddress taken = admin.server.address();
        assertThatThrownBy(() -> MasterAdmin.start("m2", WebConfig.open(taken), admin.cluster.master()))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "cannot listen on %s:%d: Address already in use; choose another address or port for the admin server",
                        taken.getHostString(), taken.getPort());
    }

    @Test
    void answersNobodyOnceItIsClosed() {
        admin.server.close();
        await().untilAsserted(() -> assertThatThrownBy(() -> admin.get(STATUS)).isInstanceOf(IOException.class));
    }
}
