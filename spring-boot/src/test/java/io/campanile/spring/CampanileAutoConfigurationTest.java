package io.campanile.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.campanile.clock.ClusterClock;
import io.campanile.clock.ManualClusterClock;
import io.campanile.clock.SystemClock;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.master.MasterConfig;
import io.campanile.master.MasterServer;
import io.campanile.slave.Slave;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.condition.ConditionEvaluationReport;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.core.io.support.SpringFactoriesLoader;

class CampanileAutoConfigurationTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(CampanileAutoConfiguration.class, CampanileHealthAutoConfiguration.class));

    @Test
    void givesAnApplicationTheTimeOfItsCluster() throws Exception {
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        MasterServer master = MasterServer.start(MasterConfig.at(anyPort), new SystemClock());
        runner.withPropertyValues(
                        "campanile.masters[0].host=127.0.0.1",
                        "campanile.masters[0].port=" + master.address().getPort(),
                        "campanile.name=orders-1",
                        "campanile.await=60s")
                .run(context -> {
                    ClusterClock clock = context.getBean(ClusterClock.class);
                    assertThat(clock.status()).isNotEqualTo(ClockStatus.UNSYNCHRONIZED);
                    assertThat(context.getBean(Slave.class).name()).isEqualTo("orders-1");
                    assertThat(Duration.between(context.getBean(Clock.class).instant(), clock.instant()))
                            .isBetween(Duration.ZERO, Duration.ofMinutes(1));
                    Health health = healthIn(context);
                    assertThat(health.getStatus()).isEqualTo(Status.UP);
                    assertThat(health.getDetails()).containsKeys("status", "errorNanos");
                });
        master.close().join();
    }

    private static Health healthIn(ApplicationContext context) {
        return Objects.requireNonNull(context.getBean(HealthIndicator.class).health());
    }

    @Test
    void standsBackWhereThereIsNoMaster() {
        runner.run(context -> assertThat(context)
                .hasNotFailed()
                .doesNotHaveBean(Slave.class)
                .doesNotHaveBean(ClusterClock.class)
                .doesNotHaveBean(Clock.class)
                .doesNotHaveBean(HealthIndicator.class)
                .doesNotHaveBean(MeterBinder.class));
    }

    /** Spring Boot shows this to whoever asks for a clock in vain. */
    @Test
    void saysWhatToSetWhereThereIsNoMaster() {
        runner.run(context -> assertThat(ConditionEvaluationReport.get(context.getBeanFactory())
                        .getConditionAndOutcomesBySource()
                        .get(CampanileAutoConfiguration.class.getName() + "#campanileSlave"))
                .extracting(condition -> condition.getOutcome().getMessage())
                .contains("Campanile has no master to follow: set campanile.masters[0].host to where one runs"));
    }

    @Test
    void letsTheApplicationHaveAnythingCalledAClock() {
        runner.withPropertyValues("campanile.masters[0].host=127.0.0.1")
                .withBean("clock", String.class, () -> "on the wall")
                .withBean("clusterClock", String.class, () -> "on the tower")
                .run(context -> {
                    assertThat(context).hasNotFailed().hasSingleBean(ClusterClock.class);
                    assertThat(context.getBean("clock")).isEqualTo("on the wall");
                    assertThat(context.getBean(Clock.class).instant()).isNotNull();
                });
    }

    @Test
    void startsNoApplicationThatWaitsForTheTimeInVain() {
        runner.withPropertyValues(
                        "campanile.masters[0].host=127.0.0.1", "campanile.masters[0].port=1", "campanile.await=50ms")
                .run(context -> {
                    FailureAnalysis analysis = analysis(context.getStartupFailure());
                    assertThat(analysis.getDescription())
                            .isEqualTo("There was no cluster time within campanile.await=PT0.05S from 127.0.0.1:1.");
                    assertThat(analysis.getAction()).contains("campanile.await=0s to start without waiting");
                });
    }

    @Test
    void saysWhichStarterFitsWhereTheLibrariesDoNot() {
        runner.withPropertyValues("campanile.masters[0].host=127.0.0.1", "campanile.await=60s")
                .withBean(
                        SlaveCustomizer.class,
                        () -> slave -> slave.dialer((master, handler) -> new EmbeddedChannel()
                                .newFailedFuture(new NoClassDefFoundError("io/netty/channel/epoll/EpollIoHandler"))))
                .run(context -> {
                    FailureAnalysis analysis = analysis(context.getStartupFailure());
                    assertThat(analysis.getDescription())
                            .startsWith("Campanile cannot work with this application's libraries: ")
                            .contains("io/netty/channel/epoll/EpollIoHandler");
                    assertThat(analysis.getAction()).contains("campanile-spring-boot-3-starter");
                });
    }

    /** As Spring Boot does it, which finds analyzers in {@code META-INF/spring.factories}. */
    private static FailureAnalysis analysis(@Nullable Throwable failure) {
        // Some of the others ask for what only a running application has.
        return SpringFactoriesLoader.forDefaultResourceLocation()
                .load(FailureAnalyzer.class, (type, name, other) -> {})
                .stream()
                .filter(CampanileFailureAnalyzer.class::isInstance)
                .map(analyzer -> analyzer.analyze(Objects.requireNonNull(failure)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void hasMetricsBoundToTheApplicationsRegistry() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        runner.withBean(ClusterClock.class, () -> ManualClusterClock.at(NOON)).run(context -> {
            context.getBean(MeterBinder.class).bindTo(registry);
            assertThat(registry.get("campanile.clock.error.bound").gauge().value())
                    .isFinite();
        });
    }

    @Test
    void needsNoMetrics() {
        runner.withBean(ClusterClock.class, () -> ManualClusterClock.at(NOON))
                .withClassLoader(new FilteredClassLoader(MeterBinder.class))
                .run(context -> assertThat(context).doesNotHaveBean("campanileMetrics"));
    }

    @Test
    void doesNothingWhereItIsNotWanted() {
        runner.withPropertyValues("campanile.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(ClusterClock.class));
    }

    @Test
    void standsBackForAClockOfATest() {
        ManualClusterClock manual = ManualClusterClock.unsynchronizedAt(NOON);
        runner.withBean(ClusterClock.class, () -> manual).run(context -> {
            assertThat(context).doesNotHaveBean(Slave.class);
            assertThat(context.getBean(Clock.class).instant()).isEqualTo(NOON);
            assertThat(healthIn(context).getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
            manual.connect();
            assertThat(healthIn(context).getStatus()).isEqualTo(Status.UP);
        });
    }

    @Test
    void isOutOfServiceWhileItsClockIsOffByMoreThanItMayBe() {
        ManualClusterClock manual = ManualClusterClock.at(NOON);
        runner.withBean(ClusterClock.class, () -> manual)
                .withPropertyValues("campanile.max-error=50ms")
                .run(context -> {
                    assertThat(healthIn(context).getStatus()).isEqualTo(Status.UP);
                    manual.setError(Duration.ofSeconds(6));
                    Health health = healthIn(context);
                    assertThat(health.getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
                    assertThat(health.getDetails()).containsEntry("maxErrorNanos", 50_000_000L);
                });
    }

    @Test
    void needsNoHealth() {
        runner.withPropertyValues("campanile.masters[0].host=127.0.0.1")
                .withClassLoader(new FilteredClassLoader(HealthIndicator.class))
                .run(context -> assertThat(context).hasSingleBean(ClusterClock.class));
    }

    @Test
    void letsTheApplicationHaveTheLastWord() {
        runner.withPropertyValues("campanile.masters[0].host=127.0.0.1", "campanile.name=property")
                .withBean(SlaveCustomizer.class, () -> slave -> slave.name("bean"))
                .run(context -> assertThat(context.getBean(Slave.class).name()).isEqualTo("bean"));
    }

    @Test
    void describesItsProperties() throws Exception {
        try (InputStream metadata =
                CampanileProperties.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            JsonNode properties = new ObjectMapper().readTree(metadata).get("properties");
            assertThat(properties.findValuesAsText("name"))
                    .containsExactlyInAnyOrder(
                            "campanile.enabled",
                            "campanile.masters",
                            "campanile.name",
                            "campanile.transport",
                            "campanile.observer",
                            "campanile.await",
                            "campanile.max-error");
            assertThat(properties)
                    .allSatisfy(property ->
                            assertThat(property.path("description").asText()).isNotBlank());
        }
    }
}
