package io.campanile.cli.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class LogsTest {

    private static final Logger LOG = LoggerFactory.getLogger("io.campanile.test");

    private final ch.qos.logback.classic.Logger root =
            (ch.qos.logback.classic.Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private final OutputStreamAppender<ILoggingEvent> before = place();
    private final Encoder<ILoggingEvent> form = before.getEncoder();

    @TempDir
    private Path folder;

    private OutputStreamAppender<ILoggingEvent> place() {
        return (OutputStreamAppender<ILoggingEvent>) root.iteratorForAppenders().next();
    }

    /** Other tests of this process log where they did. */
    @AfterEach
    void logAsBefore() {
        Appender<ILoggingEvent> file = place();
        if (file != before) {
            root.detachAppender(file);
            file.stop();
            root.addAppender(before);
        }
        before.setEncoder(form);
        before.start();
    }

    @Test
    void goToAFileWithTheDay() throws IOException {
        Path file = folder.resolve("campanile.log");
        Files.writeString(file, "what was there stays\n");
        Logs.writeTo(file);
        Logs.writeTo(file);
        LOG.info("a1 \u001b[2J follows a master", new IllegalStateException("not shown"));

        assertThat(Files.readAllLines(file))
                .hasSize(2)
                .satisfies(lines -> assertThat(lines.get(1))
                        .matches(
                                "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}(Z|[+-]\\d\\d:\\d\\d) INFO  a1 .* follows a master")
                        .doesNotContain("\u001b"));
    }

    @Test
    void goToAFileAsJsonWhicheverIsSaidFirst() throws IOException {
        Path first = folder.resolve("first.log");
        Logs.writeJson();
        Logs.writeTo(first);
        LOG.info("one");
        Path second = folder.resolve("second.log");
        Logs.writeTo(second);
        Logs.writeJson();
        LOG.info("two");

        assertThat(Files.readString(first)).startsWith("{").contains("\"formattedMessage\":\"one\"");
        assertThat(Files.readString(second)).startsWith("{").contains("\"formattedMessage\":\"two\"");
    }

    @Test
    void beginAnotherFileWhenOneIsFullAndKeepNine() throws IOException {
        Path file = folder.resolve("campanile.log");
        Logs.writeTo(file, 1000);
        for (int i = 0; i < 400; i++) {
            LOG.info("line {}", i);
        }

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(Path::getFileName).map(Path::toString))
                    .hasSize(1 + Logs.FULL_FILES)
                    .contains("campanile.log", "campanile.log.1", "campanile.log.9");
        }
        assertThat(Files.readString(file.resolveSibling("campanile.log.1"))).hasSizeBetween(1000, 1100);
        assertThat(Files.readString(file) + Files.readString(file.resolveSibling("campanile.log.1")))
                .contains("line 399\n");
    }
}
