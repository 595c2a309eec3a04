package io.campanile.cli.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import org.slf4j.LoggerFactory;

/** The level and the form of our log lines, which go to standard error; {@code logback.xml} has the defaults. */
public final class Logs {

    private Logs() {}

    private static Logger ours() {
        return (Logger) LoggerFactory.getLogger("io.campanile");
    }

    public static void setVerbose(boolean verbose) {
        ours().setLevel(verbose ? Level.DEBUG : Level.INFO);
    }

    public static boolean isVerbose() {
        return ours().isDebugEnabled();
    }

    /** From now on one JSON object on each line, for a log collector. */
    public static void writeJson() {
        Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        JsonEncoder json = new JsonEncoder();
        json.setContext(root.getLoggerContext());
        json.setWithContext(false);
        json.setWithSequenceNumber(false);
        json.setWithMessage(false);
        json.setWithArguments(false);
        json.setWithFormattedMessage(true);
        json.start();
        ((ConsoleAppender<ILoggingEvent>) root.getAppender("stderr")).setEncoder(json);
    }

    /** Leaves errors only, unless the user asked for more: for a command that shows everything itself. */
    public static void quieten() {
        leave(Level.ERROR);
    }

    /** Leaves warnings and errors only, unless the user asked for more: for a command that people talk through. */
    public static void leaveWarnings() {
        leave(Level.WARN);
    }

    private static void leave(Level least) {
        if (!isVerbose()) {
            ours().setLevel(least);
        }
    }
}
