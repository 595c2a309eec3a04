package io.campanile.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** The level of our log lines, which go to standard error; {@code logback.xml} gives their form. */
public final class Logs {

    private Logs() {}

    private static Logger ours() {
        return (Logger) LoggerFactory.getLogger("io.campanile");
    }

    static void setVerbose(boolean verbose) {
        ours().setLevel(verbose ? Level.DEBUG : Level.INFO);
    }

    static boolean isVerbose() {
        return ours().isDebugEnabled();
    }

    /** Leaves errors only, unless the user asked for more: for a command that shows everything itself. */
    public static void quieten() {
        if (!isVerbose()) {
            ours().setLevel(Level.ERROR);
        }
    }
}
