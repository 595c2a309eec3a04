package io.campanile.admin.slave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.campanile.admin.master.Admin;
import io.campanile.admin.web.Description;
import io.campanile.admin.web.WebConfig;
import io.campanile.master.Cluster;
import io.campanile.os.discipline.MachineClockState;
import io.campanile.os.discipline.MachineClockState.Keeping;
import io.campanile.proto.tls.TlsFiles;
import io.campanile.slave.Campanile;
import io.campanile.slave.Slave;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
            Slave slave = cluster.join("a1", Duration.ofSeconds(2), 0).slave();
            SlaveAdmin admin = SlaveAdmin.start(slave, ANYWHERE);
            await().until(() -> get(admin, "/health/ready").statusCode() == 200);
            JsonNode status = Admin.JSON.readTree(get(admin, "/api/v1/status").body());
            assertThat(status.get("name").asText()).isEqualTo("a1");
            assertThat(status.get("status").asText()).isIn("SYNCHRONIZED", "HOLDOVER");
            assertThat(status.get("error_ns").asLong()).isPositive();
            assertThat(status.get("epoch").asLong()).isPositive();
            assertThat(status.get("master").asText())
                    .endsWith(":" + cluster.master().address().getPort());
            assertThat(status.get("refusals")).isEmpty();
            assertThat(status.get("machine_clock").isNull()).isTrue();
            assertThat(status.get("certificates").isNull()).isTrue();
            await().until(() ->
                    get(admin, "/metrics").body().contains("campanile_clock_status{status=\"SYNCHRONIZED\"} 1.0"));
            assertThat(get(admin, "/metrics").body()).contains("campanile_clock_error_bound_seconds ");
            admin.close();
        }
    }

    @Test
    void isNotReadyUntilItsClockWasCorrected() throws Exception {
        Slave slave = lonely();
        SlaveAdmin admin = SlaveAdmin.start(slave, ANYWHERE);
        HttpResponse<String> ready = get(admin, "/health/ready");
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.body())
                .isEqualTo("{\"status\":\"not ready\",\"reasons\":[\"no master has corrected this clock yet\"]}");
        assertThat(get(admin, "/health/live").statusCode()).isEqualTo(200);
        assertThat(get(admin, "/api/v1/status").body()).contains("\"error_ns\":null");
        assertThat(get(admin, "/api/v1/events").statusCode()).isEqualTo(404);
        admin.close();
        slave.close();
    }

    /** One whose master is not there. */
    private static Slave lonely() {
        return Campanile.slave().master("127.0.0.1", 1).name("a2").build();
    }

    @Test
    void saysWhyItFollowsNobody() throws Exception {
        try (Slave slave = lonely();
                SlaveAdmin admin = SlaveAdmin.start(slave, ANYWHERE)) {
            slave.start();
            await().until(() -> get(admin, "/api/v1/status").body().contains("cannot reach the master"));
            JsonNode status = Admin.JSON.readTree(get(admin, "/api/v1/status").body());
            assertThat(status.get("master").isNull()).isTrue();
            JsonNode refusal = status.get("refusals").get(0);
            assertThat(refusal.get("master").asText()).isEqualTo("127.0.0.1:1");
            assertThat(refusal.get("reason").isNull()).isTrue();
            assertThat(refusal.get("remedy").asText()).contains("see that the master runs");
            assertThat(refusal.get("since_ns").asLong())
                    .isBetween(1L, refusal.get("last_ns").asLong());
            new Description(Admin.JSON.readTree(get(admin, Description.PATH).body()))
                    .assertDescribes("/api/v1/status", 200, get(admin, "/api/v1/status"));
        }
    }

    @Test
    void showsHowItKeepsTheMachinesClock() throws Exception {
        MachineClockState kept = new MachineClockState(
                Keeping.FOLLOWING, -3_200L, 79_998, 25_000, true, 1, 2, "it was set by +3.000000 s", 4);
        try (Slave slave = lonely();
                SlaveAdmin admin = SlaveAdmin.start(slave, () -> kept, ANYWHERE)) {
            HttpResponse<String> answer = get(admin, "/api/v1/status");
            assertThat(Admin.JSON.readTree(answer.body()).get("machine_clock")).isEqualTo(Admin.JSON.readTree("""
                            {"keeping":"FOLLOWING","offset_ns":-3200,"frequency_ppb":79998.0,"max_error_ns":25000,
                             "synchronized":true,"steps":1,"interferences":2,
                             "last_interference":"it was set by +3.000000 s","disruptions":4}"""));
            new Description(Admin.JSON.readTree(get(admin, Description.PATH).body()))
                    .assertDescribes("/api/v1/status", 200, answer);
            assertThat(get(admin, "/metrics").body())
                    .contains(
                            "campanile_machine_clock_state{state=\"FOLLOWING\"} 1.0",
                            "campanile_machine_clock_state{state=\"LEFT\"} 0.0",
                            "campanile_machine_clock_offset_seconds -3.2E-6",
                            "campanile_machine_clock_max_error_seconds 2.5E-5",
                            "campanile_machine_clock_frequency_ratio 7.9998E-5",
                            "campanile_machine_clock_synchronized 1.0",
                            "campanile_machine_clock_steps_total 1.0",
                            "campanile_machine_clock_interferences_total 2.0",
                            "campanile_machine_clock_disruptions_total 4.0");
        }
    }

    @Test
    void saysForHowLongItsCertificateIsValid(@TempDir Path folder) throws Exception {
        X509Bundle authority = new CertificateBuilder()
                .subject("CN=ca")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        X509Bundle node = new CertificateBuilder()
                .subject("CN=a1")
                .addSanDnsName("a1")
                .notBefore(Instant.now().minus(Duration.ofDays(360)))
                .notAfter(Instant.now().plus(Duration.ofDays(5)))
                .buildIssuedBy(authority);
        TlsFiles files = new TlsFiles(
                Files.writeString(folder.resolve("cert.pem"), node.getCertificatePEM()),
                Files.writeString(folder.resolve("key.pem"), node.getPrivateKeyPEM()),
                Files.writeString(folder.resolve("ca.pem"), authority.getCertificatePEM()));
        try (Slave slave = Campanile.slave()
                        .master("127.0.0.1", 1)
                        .name("a1")
                        .tls(files)
                        .build();
                SlaveAdmin admin = SlaveAdmin.start(slave, ANYWHERE)) {
            JsonNode certificates =
                    Admin.JSON.readTree(get(admin, "/api/v1/status").body()).get("certificates");
            assertThat(certificates.get("until_ns").asLong() - System.currentTimeMillis() * 1_000_000)
                    .isBetween(Duration.ofDays(4).toNanos(), Duration.ofDays(5).toNanos());
            assertThat(certificates.get("warnings").get(0).asText()).startsWith("the certificate expires in 4 days");
            assertThat(get(admin, "/metrics").body())
                    .containsPattern("campanile_certificate_expiry_seconds\\{of=\"own\"} 4[23]\\d{4}")
                    .containsPattern("campanile_certificate_lifetime_seconds\\{of=\"own\"} 3\\.1536E7");
            new Description(Admin.JSON.readTree(get(admin, Description.PATH).body()))
                    .assertDescribes("/api/v1/status", 200, get(admin, "/api/v1/status"));
        }
    }

    @Test
    void answersAsItsDescriptionSays() throws Exception {
        try (Cluster cluster = new Cluster();
                SlaveAdmin admin = SlaveAdmin.start(
                        cluster.join("a1", Duration.ofSeconds(2), 0).slave(), ANYWHERE);
                Slave alone = lonely();
                SlaveAdmin lonely = SlaveAdmin.start(alone, ANYWHERE)) {
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
