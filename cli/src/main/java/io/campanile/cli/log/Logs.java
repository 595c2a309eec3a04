package io.campanile.cli.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.Duration;
import ch.qos.logback.core.util.FileSize;
import io.campanile.cli.option.OutputFile;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** The level, the form and the place of our log lines; {@code logback.xml} has the defaults, standard error among them. */
public final class Logs {

    /** How large a log file gets before another one begins. */
    static final long FILE_BYTES = 10 << 20;

    /** How many full ones are kept beside it. */
    static final int FULL_FILES = 9;

    /** As on standard error, but for the day: a file may be read much later. */
    private static final String FILE_PATTERN = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %safe%n%nopex";

    private Logs() {}

    private static Logger ours() {
        return (Logger) LoggerFactory.getLogger("io.campanile");
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    public static void setVerbose(boolean verbose) {
        ours().setLevel(verbose ? Level.DEBUG : Level.INFO);
    }

    public static boolean isVerbose() {
        return ours().isDebugEnabled();
    }

    /** From now on one JSON object on each line, for a log collector. */
    public static void writeJson() {
        JsonEncoder json = new JsonEncoder();
        json.setContext(root().getLoggerContext());
        json.setWithContext(false);
        json.setWithSequenceNumber(false);
        json.setWithMessage(false);
        json.setWithArguments(false);
        json.setWithFormattedMessage(true);
        json.start();
        place().setEncoder(json);
    }

    /**
     * From now on to this file, and no longer where they went before. When it is full another one begins: {@code FILE.1} is the
     * newest of those that are full, and the oldest goes.
     *
     * @throws IOException if it cannot be written: one sentence that says what to do
     */
    public static void writeTo(Path file) throws IOException {
        writeTo(file, FILE_BYTES);
    }

    static void writeTo(Path file, long bytes) throws IOException {
        OutputFile.requireWritable(file);
        if (file.toString().contains("%")) {
            throw new IOException("the log cannot go to %s: choose a path without a per cent sign".formatted(file));
        }
        if (place() instanceof FileAppender<?> open && open.getFile().equals(file.toString())) {
            return; // An option that commands inherit is parsed for each of them.
        }
        RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
        appender.setContext(root().getLoggerContext());
        appender.setName("file");
        appender.setFile(file.toString());
        appender.setEncoder(forFile());
        appender.setTriggeringPolicy(fullAt(bytes));
        appender.setRollingPolicy(numbered(appender, file));
        appender.start();
        if (!appender.isStarted()) {
            // Logback keeps the reason to itself.
            throw new IOException(
                    "the log cannot go to %s: it is not yours to write; choose another file".formatted(file));
        }
        Appender<ILoggingEvent> before = place();
        root().addAppender(appender);
        root().detachAppender(before);
        before.stop();
    }

    private static SizeBasedTriggeringPolicy<ILoggingEvent> fullAt(long bytes) {
        SizeBasedTriggeringPolicy<ILoggingEvent> full = new SizeBasedTriggeringPolicy<>();
        full.setContext(root().getLoggerContext());
        full.setMaxFileSize(new FileSize(bytes));
        // Looked at with every line: there are few.
        full.setCheckIncrement(Duration.buildByMilliseconds(0));
        full.start();
        return full;
    }

    private static FixedWindowRollingPolicy numbered(RollingFileAppender<ILoggingEvent> appender, Path file) {
        FixedWindowRollingPolicy numbers = new FixedWindowRollingPolicy();
        numbers.setContext(root().getLoggerContext());
        numbers.setParent(appender);
        numbers.setFileNamePattern(file + ".%i");
        numbers.setMinIndex(1);
        numbers.setMaxIndex(FULL_FILES);
        numbers.start();
        return numbers;
    }

    /** JSON stays JSON. */
    private static Encoder<ILoggingEvent> forFile() {
        Encoder<ILoggingEvent> now = place().getEncoder();
        if (now instanceof JsonEncoder) {
            return now;
        }
        PatternLayoutEncoder lines = new PatternLayoutEncoder();
        lines.setContext(root().getLoggerContext());
        lines.setPattern(FILE_PATTERN);
        lines.start();
        return lines;
    }

    /** Where they go. */
    private static OutputStreamAppender<ILoggingEvent> place() {
        return (OutputStreamAppender<ILoggingEvent>)
                root().iteratorForAppenders().next();
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
