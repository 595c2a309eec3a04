package io.campanile.spring;

import io.campanile.clock.ClusterClock;
import io.campanile.slave.Campanile;
import io.campanile.slave.Slave;
import io.campanile.slave.SlaveBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.concurrent.TimeoutException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Makes an application a slave, unless {@code campanile.enabled} is false: beans are the {@link Slave}, its
 * {@link ClusterClock}, a {@link Clock} in the machine's time zone that shows cluster time, and a health indicator. Each
 * stands back for a bean of the application's own.
 */
@AutoConfiguration
@ConditionalOnProperty(name = "campanile.enabled", matchIfMissing = true)
@EnableConfigurationProperties(CampanileProperties.class)
public class CampanileAutoConfiguration {

    /**
     * The slave, started; it is closed with the application.
     *
     * @throws IllegalArgumentException if a property is out of its range
     * @throws IllegalStateException if there is no master to follow, or if it has waited in vain for the cluster's time
     */
    @Bean
    @ConditionalOnMissingBean({Slave.class, ClusterClock.class})
    public Slave campanileSlave(CampanileProperties properties, ObjectProvider<SlaveCustomizer> customizers)
            throws InterruptedException {
        if (properties.masters().isEmpty()) {
            throw new IllegalStateException(
                    "no master to follow: set campanile.masters[0].host, or campanile.enabled=false");
        }
        SlaveBuilder builder = Campanile.slave().transport(properties.transport());
        properties.masters().forEach(master -> builder.master(master.host(), master.port()));
        if (properties.name() != null) {
            builder.name(properties.name());
        }
        if (properties.observer()) {
            builder.observer();
        }
        customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
        return started(builder.build(), properties);
    }

    private static Slave started(Slave slave, CampanileProperties properties) throws InterruptedException {
        slave.start();
        try {
            awaitTime(slave, properties);
            return slave;
        } catch (InterruptedException | RuntimeException e) {
            slave.close();
            throw e;
        }
    }

    private static void awaitTime(Slave slave, CampanileProperties properties) throws InterruptedException {
        if (properties.await().compareTo(Duration.ZERO) > 0) {
            try {
                slave.clock().awaitSynchronized(properties.await());
            } catch (TimeoutException e) {
                throw new IllegalStateException(
                        "no cluster time within campanile.await=%s: is a master at %s?"
                                .formatted(properties.await(), properties.masters()),
                        e);
            }
        }
    }

    /** The cluster's time; its slave closes it. */
    @Bean(destroyMethod = "")
    @ConditionalOnMissingBean
    public ClusterClock clusterClock(Slave slave) {
        return slave.clock();
    }

    /** The same for those who know {@code java.time} only. */
    @Bean
    @ConditionalOnMissingBean
    public Clock clock(ClusterClock clusterClock) {
        return clusterClock.asClock(ZoneId.systemDefault());
    }

    /** Where the application tells its health. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(HealthIndicator.class)
    static class HealthConfiguration {

        @Bean
        @ConditionalOnMissingBean(name = "clusterClockHealthIndicator")
        HealthIndicator clusterClockHealthIndicator(ClusterClock clusterClock) {
            return new ClusterClockHealth(clusterClock);
        }
    }
}
