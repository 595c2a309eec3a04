package io.campanile.admin.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.campanile.admin.web.Description;
import io.campanile.master.Cluster;
import io.campanile.master.RawPeer;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every answer is as the description says, and the description says nothing that is not answered. */
class OpenApiTest {

    private static void assertAnswers(Admin admin, String path, String query, int status) throws Exception {
        description(admin).assertDescribes(path, status, admin.get(query));
    }

    private static Description description(Admin admin) throws Exception {
        return new Description(admin.json(Description.PATH));
    }

    @Test
    void describesEveryAnswerOfARunningCluster() throws Exception {
        try (Admin admin = new Admin()) {
            admin.cluster.join("a1", Duration.ofSeconds(1), 10);
            admin.cluster.join("a2", Duration.ofSeconds(-1), 0);
            admin.cluster.join("liar", Duration.ofHours(1), 0);
            await().until(() ->
                    admin.json("/api/v1/status").at("/states/REJECTED").asInt() == 1
                            && admin.json("/api/v1/slaves/a1").at("/history/2").isObject());
            lose(admin, "gone");
            assertAnswers(admin, "/api/v1/status", "/api/v1/status", 200);
            assertAnswers(admin, "/api/v1/slaves/{name}", "/api/v1/slaves/gone", 200);
            assertAnswers(admin, "/api/v1/slaves", "/api/v1/slaves?state=lost", 200);
            assertAnswers(admin, "/api/v1/slaves", "/api/v1/slaves?sort=-offset&limit=2", 200);
            assertAnswers(admin, "/api/v1/slaves", "/api/v1/slaves?limit=0", 400);
            assertAnswers(admin, "/api/v1/slaves/{name}", "/api/v1/slaves/a1", 200);
            assertAnswers(admin, "/api/v1/slaves/{name}", "/api/v1/slaves/nobody", 404);
            assertAnswers(admin, "/api/v1/rounds", "/api/v1/rounds?last=600", 200);
            assertAnswers(admin, "/api/v1/rounds", "/api/v1/rounds?last=x", 400);
            assertAnswers(admin, "/health/live", "/health/live", 200);
            assertAnswers(admin, "/health/ready", "/health/ready", 200);
        }
    }

    private static void lose(Admin admin, String name) throws Exception {
        try (RawPeer peer = admin.cluster.connect()) {
            peer.join(name);
            await().until(() -> admin.get("/api/v1/slaves/" + name).statusCode() == 200);
        }
        await().until(() -> admin.json("/api/v1/status").at("/states/LOST").asInt() == 1);
    }

    @Test
    void describesTheAnswersBeforeTheFirstRound() throws Exception {
        try (Admin admin = new Admin(Cluster.beforeItsFirstRound())) {
            assertAnswers(admin, "/api/v1/status", "/api/v1/status", 200);
            assertAnswers(admin, "/api/v1/slaves", "/api/v1/slaves", 200);
            assertAnswers(admin, "/api/v1/rounds", "/api/v1/rounds", 200);
            assertAnswers(admin, "/health/ready", "/health/ready", 503);
        }
    }

    @Test
    void describesTheEvents() throws Exception {
        try (Admin admin = new Admin()) {
            admin.cluster.join("a1", Duration.ofSeconds(1), 0);
            Set<String> seen = new HashSet<>();
            try (Stream<String> lines = admin.events().body()) {
                String event = "";
                for (String line : (Iterable<String>) lines::iterator) {
                    if (line.startsWith("event: ")) {
                        event = line.substring(7);
                    } else if (line.startsWith("data: ")) {
                        String schema = event.equals("round") ? "RoundEntry" : "Change";
                        description(admin).assertValid("#/components/schemas/" + schema, line.substring(6));
                        seen.add(event);
                    }
                    if (seen.containsAll(List.of("round", "change"))) {
                        break;
                    }
                }
            }
            assertThat(seen).containsExactlyInAnyOrder("round", "change");
        }
    }

    @Test
    void describesNothingThatIsNotThere() throws Exception {
        try (Admin admin = new Admin()) {
            admin.cluster.join("a1", Duration.ofSeconds(1), 0);
            await().until(() -> admin.get("/api/v1/slaves/a1").statusCode() == 200);
            for (String path : description(admin).paths()) {
                HttpResponse<String> head =
                        admin.send(admin.request(path.replace("{name}", "a1")).method("HEAD", BodyPublishers.noBody()));
                assertThat(head.statusCode()).as(path).isEqualTo(200);
            }
        }
    }
}
