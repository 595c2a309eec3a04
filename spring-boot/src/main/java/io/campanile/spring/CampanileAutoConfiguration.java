package io.campanile.spring;

import io.campanile.clock.ClusterClock;
import io.campanile.slave.Campanile;
import io.campanile.slave.ClassPathException;
import io.campanile.slave.Slave;
import io.campanile.slave.SlaveBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

/**
 * Makes an application a slave of the {@code campanile.masters}, unless {@code campanile.enabled} is false: beans are the {@link
 * Slave}, its {@link ClusterClock}, and a {@link Clock} in the machine's time zone that shows cluster time. Each stands back for a
 * bean of the application's own, and all of them where there are no masters. It works with Spring Boot 4 and with 3.5.
 */
@AutoConfiguration
@ConditionalOnClass(Slave.class)
@ConditionalOnProperty(name = "campanile.enabled", matchIfMissing = true)
@EnableConfigurationProperties(CampanileProperties.class)
public class CampanileAutoConfiguration {

    /**
     * The slave, started; it is closed with the application.
     *
     * @throws IllegalArgumentException if a property is out of its range
     * @throws IllegalStateException if it has waited in vain for the cluster's time, or if the libraries on the class path do not
     *     let it work
     */
    @Bean
    @Conditional(OnMasters.class)
    @ConditionalOnMissingBean({Slave.class, ClusterClock.class})
    public Slave campanileSlave(CampanileProperties properties, ObjectProvider<SlaveCustomizer> customizers)
            throws InterruptedException {
        SlaveBuilder builder = Campanile.slave().transport(properties.transport());
        properties.masters().forEach(master -> builder.master(master.host(), master.port()));
        if (properties.name() != null) {
            builder.name(properties.name());
        }
        if (properties.observer()) {
            builder.observer();
        }
        customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
        return started(built(builder), properties);
    }

    private static Slave built(SlaveBuilder builder) {
        try {
            return builder.build();
        } catch (ClassPathException e) {
            throw unfit(e);
        }
    }

    private static CampanileStartException unfit(Exception cause) {
        return new CampanileStartException(
                "Campanile cannot work with this application's libraries: %s.".formatted(cause.getMessage()),
                "With Spring Boot 3, depend on campanile-spring-boot-3-starter in place of campanile-spring-boot-starter.",
                cause);
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
                awaitTime(slave.clock(), properties.await(), properties.maxError());
            } catch (TimeoutException e) {
                throw new CampanileStartException(
                        "There was no cluster time within campanile.await=%s from %s%s."
                                .formatted(properties.await(), properties.addresses(), within(properties.maxError())),
                        "Start a master there, correct campanile.masters, or set campanile.await=0s to start without waiting.",
                        e);
            } catch (IllegalStateException e) {
                throw e.getCause() instanceof ClassPathException ? unfit(e) : e;
            }
        }
    }

    private static void awaitTime(ClusterClock clock, Duration timeout, @Nullable Duration maxError)
            throws InterruptedException, TimeoutException {
        if (maxError == null) {
            clock.awaitSynchronized(timeout);
        } else {
            clock.awaitSynchronized(timeout, maxError);
        }
    }

    private static String within(@Nullable Duration maxError) {
        return maxError == null ? "" : " that was right within campanile.max-error=" + maxError;
    }

    /** The cluster's time; its slave closes it. */
    @Bean(destroyMethod = "")
    @ConditionalOnBean(Slave.class)
    @ConditionalOnMissingBean
    public ClusterClock campanileClusterClock(Slave slave) {
        return slave.clock();
    }

    /** The same for those who know {@code java.time} only. */
    @Bean
    @ConditionalOnBean(ClusterClock.class)
    @ConditionalOnMissingBean
    public Clock campanileClock(ClusterClock clusterClock) {
        return clusterClock.asClock(ZoneId.systemDefault());
    }
}
