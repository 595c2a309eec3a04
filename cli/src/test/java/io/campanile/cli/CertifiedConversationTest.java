package io.campanile.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** A master, slaves and somebody who looks at them, all by their commands, with certificates that a command has made. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CertifiedConversationTest {

    /** A busy machine is no failure. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Pattern LISTENS =
            Pattern.compile("m1 listens for slaves on (\\S+); dashboard at (https://\\S+)/");

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger("io.campanile");
    private Thread master = new Thread(() -> {});
    private String address = "";
    private String admin = "";

    private Path pki = Path.of("");

    private String file(String name) {
        return pki.resolve(name).toString();
    }

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        pki = folder;
        assertThat(Cli.run("pki", "init", pki.toString()).exit()).isZero();
        assertThat(Cli.run("pki", "issue", pki.toString(), "m1,127.0.0.1", "a1", "op1")
                        .exit())
                .isZero();
        Files.write(pki.resolve("allow"), List.of("op1 operator", "m1 master", "a* voter"));
        log.start();
        logger.addAppender(log);
        List<String> args =
                new ArrayList<>(List.of("master", "--bind", "127.0.0.1", "--port", "0", "--admin-port", "0"));
        args.addAll(List.of("--name", "m1", "--round", "100ms", "--allow", file("allow")));
        args.addAll(List.of("--tls-cert", file("m1.crt"), "--tls-key", file("m1.key"), "--tls-ca", file("ca.crt")));
        args.addAll(List.of("--admin-tls-cert", file("m1.crt"), "--admin-tls-key", file("m1.key")));
        args.addAll(List.of("--admin-tls-ca", file("ca.crt")));
        master = new Thread(() -> Cli.run(args.toArray(String[]::new)));
        master.start();
        await().atMost(PATIENCE).until(this::listens);
    }

    private boolean listens() {
        for (ILoggingEvent event : List.copyOf(log.list)) {
            Matcher matcher = LISTENS.matcher(event.getFormattedMessage());
            if (matcher.matches()) {
                address = matcher.group(1);
                admin = matcher.group(2);
                return true;
            }
        }
        return false;
    }

    @AfterAll
    void stop() throws InterruptedException {
        logger.detachAppender(log);
        master.interrupt();
        master.join(5000);
        assertThat(master.isAlive()).as("the master after its end").isFalse();
    }

    /** Runs a slave until somebody has seen what is awaited. */
    private void whileASlaveRuns(String name, String transport, Callable<Boolean> seen) throws Exception {
        List<String> args = new ArrayList<>(List.of("slave", "--master", address, "--name", name, "--print", "none"));
        args.addAll(List.of("--transport", transport));
        args.addAll(List.of("--tls-cert", file("a1.crt"), "--tls-key", file("a1.key"), "--tls-ca", file("ca.crt")));
        Thread slave = new Thread(() -> Cli.run(args.toArray(String[]::new)));
        slave.start();
        try {
            await().atMost(PATIENCE).until(seen);
        } finally {
            slave.interrupt();
            slave.join(5000);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp"})
    void letsInWhoeverProvesWhoHeIs(String transport) throws Exception {
        whileASlaveRuns("a1", transport, () -> status("op1").out().lines().anyMatch(line -> line.startsWith("a1 ")));
    }

    @Test
    void letsInNobodyUnderAnothersName() throws Exception {
        whileASlaveRuns(
                "a2",
                "udp",
                () -> List.copyOf(log.list).stream()
                        .anyMatch(
                                line -> line.getFormattedMessage().contains("NOT_ALLOWED: the slave calls itself a2")));
    }

    private Cli.Result status(String who) {
        return Cli.run(
                "status",
                "--admin",
                admin,
                "--ca",
                file("ca.crt"),
                "--cert",
                file(who + ".crt"),
                "--key",
                file(who + ".key"));
    }

    @Test
    void showsItselfToOperatorsAlone() {
        Cli.Result operator = status("op1");
        assertThat(operator.err()).isEmpty();
        assertThat(operator.out()).startsWith("master m1 at " + address);
        Cli.Result slave = status("a1");
        assertThat(slave.exit()).isEqualTo(1);
        assertThat(slave.err()).contains("no operator's", "--allow");
    }
}
