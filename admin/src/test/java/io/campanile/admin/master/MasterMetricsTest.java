package io.campanile.admin.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MasterMetricsTest {

    private final Admin admin;

    MasterMetricsTest() throws Exception {
        admin = new Admin();
    }

    @BeforeEach
    void fill() {
        admin.cluster.join("a1", Duration.ofSeconds(1), 10);
        admin.cluster.join("liar", Duration.ofHours(1), 0);
        await().until(() -> value("campanile_falsetickers{reason=\"BEYOND_PANIC\"}") == 1
                && value("campanile_slaves{state=\"MEMBER\"}") == 1);
    }

    @AfterEach
    void close() {
        admin.close();
    }

    private String scrape(String path) throws Exception {
        return admin.get(path).body();
    }

    private double value(String series) throws Exception {
        return admin.metric(series);
    }

    @Test
    void tellsWhatTheClusterDoes() throws Exception {
        assertThat(value("campanile_rounds_total{outcome=\"STEERED\"}")).isPositive();
        assertThat(value("campanile_slaves_joined_total")).isEqualTo(2);
        assertThat(value("campanile_corrections_total")).isPositive();
        await().until(() -> value("campanile_clock_status{status=\"SYNCHRONIZED\"}") == 1);
        assertThat(value("campanile_clock_error_bound_seconds")).isBetween(0.0, 1.0);
        assertThat(value("campanile_round_interval_seconds")).isEqualTo(0.1);
        assertThat(value("campanile_round_age_seconds")).isBetween(0.0, 60.0);
        assertThat(value("campanile_spread_seconds")).isBetween(0.0, 1.0);
        assertThat(value("jvm_threads_live_threads")).isPositive();
    }

    @Test
    void tellsWhichBuildItIs() throws Exception {
        assertThat(scrape("/metrics").lines())
                .contains("campanile_build_info{java=\"%s\",version=\"not packaged\"} 1".formatted(Runtime.version()));
    }

    @Test
    void countsEachExchangeInAHistogramInSeconds() throws Exception {
        double exchanges = value("campanile_round_trip_seconds_count");
        assertThat(exchanges).isGreaterThan(4);
        assertThat(value("campanile_round_trip_seconds_bucket{le=\"+Inf\"}")).isGreaterThanOrEqualTo(exchanges);
        assertThat(value("campanile_round_trip_seconds_bucket{le=\"1.0E-7\"}")).isZero();
        assertThat(value("campanile_round_trip_seconds_sum")).isBetween(0.0, 60.0 * exchanges);
        assertThat(value("campanile_offset_seconds_count")).isPositive();
        assertThat(value("campanile_error_bound_seconds_count")).isPositive();
        assertThat(value("campanile_round_duration_seconds_count")).isPositive();
    }

    @Test
    void speaksTheFormatThatIsAskedFor() throws Exception {
        HttpResponse<String> text = admin.get("/metrics");
        assertThat(text.headers().firstValue("content-type").orElse("")).startsWith("text/plain; version=0.0.4");
        HttpResponse<String> open =
                admin.send(admin.request("/metrics").header("Accept", "application/openmetrics-text; version=1.0.0"));
        assertThat(open.headers().firstValue("content-type").orElse("")).startsWith("application/openmetrics-text");
        assertThat(open.body()).endsWith("# EOF\n");
    }

    @Test
    void namesSlavesOnlyToWhoAsks() throws Exception {
        assertThat(scrape("/metrics")).doesNotContain("a1", "liar");
        assertThat(scrape("/metrics?slaves=true"))
                .contains(
                        "campanile_slave_offset_seconds{slave=\"a1\"}",
                        "campanile_slave_error_bound_seconds{slave=\"a1\"}");
    }

    @Test
    void pleasesPromtool() throws Exception {
        assertThat(Promtool.run(scrape("/metrics?slaves=true"), "check", "metrics"))
                .noneMatch(line -> line.startsWith("campanile") || line.contains("error while"));
    }
}
