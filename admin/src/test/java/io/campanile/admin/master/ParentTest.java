package io.campanile.admin.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.campanile.admin.web.Description;
import io.campanile.master.Cluster;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What people see of a master whose cluster's time follows a parent's. */
class ParentTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void isInTheStatusTheRoundsAndTheMetrics() throws Exception {
        try (Admin parent = new Admin();
                Admin admin = new Admin(Cluster.under(parent.cluster.master().address()))) {
            admin.cluster.join("a1", Duration.ofSeconds(1), 0);
            await().atMost(PATIENCE)
                    .until(() -> parent(admin).at("/state").asText().equals("FOLLOWED")
                            && parent(admin).at("/distance_ns").isNumber());

            assertThat(parent(admin).at("/path")).hasSize(2);
            assertThat(parent(admin).at("/error_ns").isNumber()).isTrue();
            assertThat(parent(admin).at("/trouble").isNull()).isTrue();
            assertThat(admin.metric("campanile_parent_state{state=\"FOLLOWED\"}"))
                    .isEqualTo(1);
            assertThat(admin.metric("campanile_parent_depth")).isEqualTo(1);
            assertThat(admin.metric("campanile_parent_error_seconds")).isPositive();
            Description description = new Description(admin.json(Description.PATH));
            description.assertDescribes("/api/v1/status", 200, admin.get("/api/v1/status"));
            description.assertDescribes("/api/v1/rounds", 200, admin.get("/api/v1/rounds"));
            assertThat(admin.json("/api/v1/rounds?last=1")
                            .at("/rounds/0/parent/state")
                            .isTextual())
                    .isTrue();
        }
    }

    @Test
    void whoWaitsForItIsNotReadyAndSaysWhy() throws Exception {
        int port;
        try (ServerSocket nobody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = nobody.getLocalPort();
        }
        try (Admin admin = new Admin(Cluster.under(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)))) {
            admin.cluster.join("a1", Duration.ofSeconds(1), 0);
            await().atMost(PATIENCE)
                    .until(() -> admin.json("/health/ready")
                            .at("/reasons/0")
                            .asText()
                            .contains("start the parent, or give this master another one"));

            assertThat(admin.get("/health/ready").statusCode()).isEqualTo(503);
            assertThat(parent(admin).at("/state").asText()).isEqualTo("AWAITED");
            await().atMost(PATIENCE)
                    .until(() -> parent(admin).at("/trouble").asText().contains("cannot reach the master"));
        }
    }

    private static JsonNode parent(Admin admin) throws Exception {
        return admin.json("/api/v1/status").at("/parent");
    }
}
