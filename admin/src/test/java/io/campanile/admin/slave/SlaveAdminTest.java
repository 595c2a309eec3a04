package io.campanile.admin.slave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.campanile.admin.master.Admin;
import io.campanile.admin.web.Description;
import io.campanile.admin.web.WebConfig;
import io.campanile.clock.ClusterClock;
import io.campanile.clock.DisciplinedClock;
import io.campanile.clock.SystemClock;
import io.campanile.core.discipline.DisciplineLimits;
import io.campanile.master.Cluster;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlaveAdminTest {

    private static final WebConfig ANYWHERE =
            WebConfig.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));

    private final HttpClient client = HttpClient.newHttpClient();

    private HttpResponse<String> get(SlaveAdmin admin, String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + admin.address().getPort() + path);
        return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    @Test
    void tellsWhatItsClockShows() throws Exception {
        try (Cluster cluster = new Cluster()) {
            ClusterClock clock = cluster.join("a1", Duration.ofSeconds(2), 0).clock();
            SlaveAdmin admin = SlaveAdmin.start("a1", ANYWHERE, clock);
            await().until(() -> get(admin, "/health/ready").statusCode() == 200);
            JsonNode status = Admin.JSON.readTree(get(admin, "/api/v1/status").body());
            assertThat(status.get("name").asText()).isEqualTo("a1");
            assertThat(status.get("status").asText()).isIn("SYNCHRONIZED", "HOLDOVER");
            assertThat(status.get("error_ns").asLong()).isPositive();
            assertThat(status.get("epoch").asLong()).isPositive();
            await().until(() ->
                    get(admin, "/metrics").body().contains("campanile_clock_status{status=\"SYNCHRONIZED\"} 1.0"));
            assertThat(get(admin, "/metrics").body()).contains("campanile_clock_error_bound_seconds ");
            admin.close();
        }
    }

    @Test
    void isNotReadyUntilItsClockWasCorrected() throws Exception {
        ClusterClock clock = new DisciplinedClock(new SystemClock(), DisciplineLimits.DEFAULT);
        SlaveAdmin admin = SlaveAdmin.start("a1", ANYWHERE, clock);
        HttpResponse<String> ready = get(admin, "/health/ready");
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.body())
                .isEqualTo("{\"status\":\"not ready\",\"reasons\":[\"no master has corrected this clock yet\"]}");
        assertThat(get(admin, "/health/live").statusCode()).isEqualTo(200);
        assertThat(get(admin, "/api/v1/status").body()).contains("\"error_ns\":null");
        assertThat(get(admin, "/api/v1/events").statusCode()).isEqualTo(404);
        admin.close();
    }

    @Test
    void answersAsItsDescriptionSays() throws Exception {
        try (Cluster cluster = new Cluster();
                SlaveAdmin admin = SlaveAdmin.start(
                        "a1",
                        ANYWHERE,
                        cluster.join("a1", Duration.ofSeconds(2), 0).clock());
                SlaveAdmin lonely = SlaveAdmin.start(
                        "a2", ANYWHERE, new DisciplinedClock(new SystemClock(), DisciplineLimits.DEFAULT))) {
            await().until(() -> get(admin, "/health/ready").statusCode() == 200);
            Description description = new Description(
                    Admin.JSON.readTree(get(admin, Description.PATH).body()));
            for (String path : List.of("/api/v1/status", "/health/live", "/health/ready")) {
                description.assertDescribes(path, 200, get(admin, path));
            }
            description.assertDescribes("/api/v1/status", 200, get(lonely, "/api/v1/status"));
            description.assertDescribes("/health/ready", 503, get(lonely, "/health/ready"));
            assertThat(description.paths())
                    .allSatisfy(path ->
                            assertThat(get(admin, path).statusCode()).as(path).isEqualTo(200));
        }
    }
}
