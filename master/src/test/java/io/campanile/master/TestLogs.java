package io.campanile.master;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** Without a configuration logback prints every step that Netty takes. */
final class TestLogs {

    private TestLogs() {}

    /** Leaves errors only. */
    static void quieten() {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.ERROR);
    }
}
