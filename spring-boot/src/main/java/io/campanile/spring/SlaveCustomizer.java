package io.campanile.spring;

import io.campanile.slave.SlaveBuilder;

/**
 * Has the last word on the slave before it is built: for what no property says, such as TLS, an event loop group to share or
 * a listener. Any number of beans may be customizers; they are called in their order.
 */
@FunctionalInterface
public interface SlaveCustomizer {

    /** Changes what it likes. */
    void customize(SlaveBuilder slave);
}
