package io.campanile.cli;

import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/** {@code campanile master} in a thread of the test's, as {@code m1} on free ports of the loopback interface. */
final class RunningMaster implements AutoCloseable {

    /** A busy machine is no failure. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Pattern LISTENS =
            Pattern.compile("m1 listens for slaves on (\\S+); dashboard at (https?://\\S+)/");

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger("io.campanile");
    private final Thread thread;
    private String address = "";
    private String admin = "";

    private RunningMaster(List<String> args) {
        thread = new Thread(() -> Cli.run(args.toArray(String[]::new)));
    }

    /** Starts one with these options, too, and waits until it listens. */
    static RunningMaster start(String... more) {
        List<String> args =
                new ArrayList<>(List.of("master", "--bind", "127.0.0.1", "--port", "0", "--admin-port", "0"));
        args.addAll(List.of("--name", "m1", "--round", "100ms"));
        args.addAll(List.of(more));
        RunningMaster master = new RunningMaster(args);
        master.log.start();
        master.logger.addAppender(master.log);
        master.thread.start();
        await().atMost(PATIENCE).until(master::listens);
        return master;
    }

    private boolean listens() {
        return log().map(LISTENS::matcher)
                .filter(Matcher::matches)
                .peek(matcher -> {
                    address = matcher.group(1);
                    admin = matcher.group(2);
                })
                .findFirst()
                .isPresent();
    }

    /** What this process has logged since it was started. */
    Stream<String> log() {
        return List.copyOf(log.list).stream().map(ILoggingEvent::getFormattedMessage);
    }

    /** Where slaves reach it. */
    String address() {
        return address;
    }

    /** Where its admin server is. */
    String admin() {
        return admin;
    }

    @Override
    public void close() {
        logger.detachAppender(log);
        thread.interrupt();
        await("the master's end").atMost(PATIENCE).until(() -> !thread.isAlive());
    }
}
