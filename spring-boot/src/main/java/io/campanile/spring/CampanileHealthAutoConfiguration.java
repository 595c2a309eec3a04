package io.campanile.spring;

import io.campanile.clock.ClusterClock;
import io.campanile.slave.CampanileMetrics;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Shows how an application's cluster clock does, where it has one, unless {@code campanile.enabled} is false: a health indicator
 * and metrics. Each stands back for a bean of the application's own.
 */
@AutoConfiguration(after = CampanileAutoConfiguration.class)
@ConditionalOnClass(ClusterClock.class)
@ConditionalOnProperty(name = "campanile.enabled", matchIfMissing = true)
@ConditionalOnBean(ClusterClock.class)
@EnableConfigurationProperties(CampanileProperties.class)
public class CampanileHealthAutoConfiguration {

    /** Where the application tells its health, with Spring Boot 4. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(HealthIndicator.class)
    static class HealthConfiguration {

        @Bean
        @ConditionalOnMissingBean(name = "clusterClockHealthIndicator")
        HealthIndicator clusterClockHealthIndicator(ClusterClock clusterClock, CampanileProperties properties) {
            return new ClusterClockHealth(clusterClock, properties.maxError());
        }
    }

    /** Where the application tells its health, with Spring Boot 3. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(org.springframework.boot.actuate.health.HealthIndicator.class)
    static class Health3Configuration {

        @Bean
        @ConditionalOnMissingBean(name = "clusterClockHealthIndicator")
        org.springframework.boot.actuate.health.HealthIndicator clusterClockHealthIndicator(
                ClusterClock clusterClock, CampanileProperties properties) {
            return new ClusterClockHealth3(clusterClock, properties.maxError());
        }
    }

    /** Where the application has metrics: Spring Boot binds them to its registries. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MeterBinder.class)
    static class MetricsConfiguration {

        @Bean
        @ConditionalOnMissingBean
        CampanileMetrics campanileMetrics(ClusterClock clusterClock) {
            return new CampanileMetrics(clusterClock);
        }
    }
}
