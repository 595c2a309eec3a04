package io.campanile.admin.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.campanile.master.Cluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What {@code docker/} gives to Prometheus and Grafana fits them, and what the master exports. */
class MonitoringTest {

    private static final Path DOCKER = Path.of("..", "docker");
    private static final Path RULES = DOCKER.resolve("prometheus/campanile.rules.yml");
    private static final Path GRAFANA = DOCKER.resolve("grafana/dashboards/campanile.json");
    private static final Path OPERATIONS = Path.of("..", "docs", "operations.md");

    private static Set<String> found(String pattern, String text) {
        Set<String> found = new TreeSet<>();
        for (Matcher matcher = Pattern.compile(pattern).matcher(text); matcher.find(); ) {
            found.add(matcher.group(1));
        }
        return found;
    }

    /** What a master of its own exports, a member of a group, and one that has a parent. */
    private static Set<String> exported(Admin admin) throws Exception {
        try (Member member = Member.start("m2");
                Admin child = new Admin(Cluster.under(admin.cluster.master().address()))) {
            Set<String> exported = exportedBy(admin);
            exported.addAll(exportedBy(member));
            exported.addAll(exportedBy(child));
            return exported;
        }
    }

    private static Set<String> exportedBy(AdminClient admin) throws Exception {
        Set<String> exported = new TreeSet<>();
        admin.get("/metrics?slaves=true")
                .body()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .forEach(line -> exported.add(line.split("[{ ]", 2)[0]));
        return exported;
    }

    private static Admin withASlave() throws Exception {
        Admin admin = new Admin();
        admin.cluster.join("a1", Duration.ofSeconds(1), 0);
        await().until(() -> exportedBy(admin).contains("campanile_slave_offset_seconds"));
        return admin;
    }

    @Test
    void rulesAndDashboardAskOnlyForWhatIsExported() throws Exception {
        try (Admin admin = withASlave()) {
            Set<String> exported = exported(admin);
            assertThat(exported).containsAll(found("\\b(campanile_[a-z_]+)", Files.readString(RULES)));
            JsonNode dashboard = Admin.JSON.readTree(Files.readString(GRAFANA));
            dashboard
                    .findValuesAsText("expr")
                    .forEach(expression ->
                            assertThat(exported).containsAll(found("\\b(campanile_[a-z_]+)", expression)));
        }
    }

    @Test
    void everyMetricAndAlertIsDocumented() throws Exception {
        String operations = Files.readString(OPERATIONS);
        try (Admin admin = withASlave()) {
            Set<String> names = new TreeSet<>();
            exported(admin).stream()
                    .filter(name -> name.startsWith("campanile_"))
                    .forEach(name -> names.add(name.replaceFirst("_(bucket|count|sum)$", "")));
            assertThat(found("`(campanile_[a-z_]+)`", operations)).containsExactlyElementsOf(names);
        }
        assertThat(found("### (Campanile[A-Za-z]+)", operations))
                .isEqualTo(found("alert: (Campanile[A-Za-z]+)", Files.readString(RULES)));
    }

    @Test
    void everyEndpointIsDocumented() throws Exception {
        try (Admin admin = new Admin()) {
            Set<String> paths = new TreeSet<>();
            admin.json("/api/v1/openapi.json").get("paths").fieldNames().forEachRemaining(paths::add);
            assertThat(found("`GET (/[^`?]+)", Files.readString(OPERATIONS))).isEqualTo(paths);
        }
    }

    @Test
    void promtoolAcceptsTheRulesAndSeesThemFire() throws Exception {
        Path tests = DOCKER.resolve("prometheus/campanile.rules.test.yml");
        for (String[] args : Arrays.asList(
                new String[] {"check", "rules", RULES.toString()},
                new String[] {"test", "rules", tests.toString()},
                new String[] {
                    "check",
                    "config",
                    DOCKER.resolve("prometheus/prometheus.yml").toString()
                })) {
            assertThat(Promtool.run("", args)).last().isEqualTo("exit 0");
        }
    }
}
