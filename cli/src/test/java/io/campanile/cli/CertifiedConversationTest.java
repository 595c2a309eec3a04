package io.campanile.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A master, slaves and somebody who looks at them, all by their commands, with certificates that a command has made. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CertifiedConversationTest {

    private @Nullable RunningMaster running;
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
        List<String> options = new ArrayList<>(List.of("--allow", file("allow")));
        options.addAll(List.of("--tls-cert", file("m1.crt"), "--tls-key", file("m1.key"), "--tls-ca", file("ca.crt")));
        options.addAll(List.of("--admin-tls-cert", file("m1.crt"), "--admin-tls-key", file("m1.key")));
        options.addAll(List.of("--admin-tls-ca", file("ca.crt")));
        running = RunningMaster.start(options.toArray(String[]::new));
    }

    private RunningMaster master() {
        return Objects.requireNonNull(running);
    }

    @AfterAll
    void stop() {
        if (running != null) {
            running.close();
        }
    }

    /** Runs a slave until somebody has seen what is awaited. */
    private void whileASlaveRuns(String name, String transport, Callable<Boolean> seen) throws Exception {
        List<String> args =
                new ArrayList<>(List.of("slave", "--master", master().address(), "--name", name, "--print", "none"));
        args.addAll(List.of("--transport", transport));
        args.addAll(List.of("--tls-cert", file("a1.crt"), "--tls-key", file("a1.key"), "--tls-ca", file("ca.crt")));
        Thread slave = new Thread(() -> Cli.run(args.toArray(String[]::new)));
        slave.start();
        try {
            await().atMost(RunningMaster.PATIENCE).until(seen);
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
                () -> master().log().anyMatch(line -> line.contains("NOT_ALLOWED: the slave calls itself a2")));
    }

    private Cli.Result status(String who) {
        return Cli.run(
                "status",
                "--admin",
                master().admin(),
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
        assertThat(operator.out()).startsWith("master m1 at " + master().address());
        Cli.Result slave = status("a1");
        assertThat(slave.exit()).isEqualTo(1);
        assertThat(slave.err()).contains("no operator's", "--allow");
    }
}
