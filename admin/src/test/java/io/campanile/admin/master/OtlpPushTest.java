package io.campanile.admin.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.campanile.admin.metrics.OtlpPush;
import io.campanile.admin.web.WebConfig;
import io.campanile.master.Cluster;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a collector gets from a master. */
class OtlpPushTest {

    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final List<ResourceMetrics> got = new CopyOnWriteArrayList<>();
    private final HttpServer collector;

    OtlpPushTest() throws IOException {
        collector = HttpServer.create(ANY_PORT, 0);
        collector.createContext("/v1/metrics", exchange -> {
            got.addAll(ExportMetricsServiceRequest.parseFrom(exchange.getRequestBody())
                    .getResourceMetricsList());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
    }

    @AfterEach
    void stop() {
        collector.stop(0);
    }

    private URI address() {
        return URI.create("http://127.0.0.1:%s/v1/metrics"
                .formatted(collector.getAddress().getPort()));
    }

    private Stream<Metric> metrics() {
        return got.stream()
                .flatMap(resource -> resource.getScopeMetricsList().stream())
                .flatMap(scope -> scope.getMetricsList().stream());
    }

    private double greatest(String counter) {
        return metrics()
                .filter(metric -> metric.getName().equals(counter))
                .flatMap(metric -> metric.getSum().getDataPointsList().stream())
                .mapToDouble(point -> point.getAsDouble())
                .max()
                .orElse(0);
    }

    @Test
    void getsWhatPrometheusWouldScrape() throws Exception {
        try (Cluster cluster = new Cluster();
                OtlpPush push = OtlpPush.start(address(), Duration.ofMillis(100), "campanile-master", "m1");
                MasterAdmin admin =
                        MasterAdmin.start("m1", WebConfig.open(ANY_PORT), cluster.master(), push.registry())) {
            assertThat(admin.address().getPort()).isPositive();
            cluster.join("a1", Duration.ofSeconds(1), 0);
            await().until(() -> greatest("campanile.corrections") > 0);
        }
        assertThat(metrics().map(Metric::getName))
                .contains("campanile.rounds", "campanile.slaves", "campanile.clock.error.bound", "campanile.build.info")
                .contains("jvm.threads.live");
        assertThat(got.get(0).getResource().getAttributesList().stream().map(OtlpPushTest::text))
                .contains("service.name=campanile-master", "service.instance.id=m1");
    }

    private static String text(KeyValue attribute) {
        return attribute.getKey() + "=" + attribute.getValue().getStringValue();
    }

    /** Nothing is lost that counters had counted, and nothing hangs. */
    @Test
    void isAskedOnceMoreAtTheEnd() {
        try (OtlpPush push = OtlpPush.start(address(), Duration.ofHours(1), "campanile-slave", "a1")) {
            push.addProcess();
            push.registry().counter("things").increment(3);
            assertThat(got).isEmpty();
        }
        assertThat(metrics().map(Metric::getName)).contains("campanile.build.info", "things");
    }

    @Test
    void thatIsAwayStopsNothing() {
        collector.stop(0);
        try (OtlpPush push = OtlpPush.start(address(), Duration.ofMillis(50), "campanile-slave", "a1")) {
            push.registry().counter("things").increment();
        }
        assertThat(got).isEmpty();
    }
}
