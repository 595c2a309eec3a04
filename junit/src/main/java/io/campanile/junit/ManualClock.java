package io.campanile.junit;

import io.campanile.clock.ManualClusterClock;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Has each test ask for a {@link ManualClusterClock} as a parameter: a clock that stands still until the test moves it.
 *
 * <p>Every test gets a new one, which is synchronized, and all that a test consists of get the same: its {@code @BeforeEach}
 * methods, itself, its {@code @AfterEach} methods. After that it is closed. A test of several nodes makes their clocks itself, with
 * {@link ManualClusterClock#at}.
 *
 * <p>On a test class it goes for all tests in it and in its {@code @Nested} ones, on a method for this one.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(ManualClockExtension.class)
public @interface ManualClock {

    /** What the clock shows first, as {@link java.time.Instant#parse} reads it. */
    String value() default "2001-01-01T00:00:00Z";
}
