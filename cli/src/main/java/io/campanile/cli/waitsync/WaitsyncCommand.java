package io.campanile.cli.waitsync;

import io.campanile.cli.ExitSignal;
import io.campanile.cli.Version;
import io.campanile.cli.client.AdminClient;
import io.campanile.cli.client.AdminServer;
import io.campanile.cli.option.Checked;
import io.campanile.cli.option.Durations;
import io.campanile.cli.option.NameLookUps;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code campanile waitsync}. */
@Command(
        name = "waitsync",
        description = {
            "Waits until the clock of a master or a slave is synchronized, as its admin server says.",
            "For whatever must not start before: an init container, a unit, a script."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        showDefaultValues = true,
        sortOptions = false,
        footer = {
            "",
            "Exit code 0: it is, and cannot be off by more than --max-error. 1: not within --timeout; a line says how far"
                    + " it got. Until then it waits, too, for somebody to listen there."
        })
@SuppressWarnings("NullAway.Init") // picocli fills the options in
public final class WaitsyncCommand implements Callable<Integer>, Checked {

    private static final Duration PAUSE = Duration.ofMillis(200);

    @Spec
    private CommandSpec spec;

    @Mixin
    private AdminServer server;

    @Option(
            names = "--max-error",
            paramLabel = "DURATION",
            defaultValue = "1ms",
            description = "How far the clock may be off at most; more than 0s.")
    private Duration maxError;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "60s",
            description = "How long to wait; 0s asks once.")
    private Duration timeout;

    @Override
    public void check() {
        require(maxError.toNanos() > 0, "--max-error is not positive; choose more than 0s, such as 1ms");
        require(!timeout.isNegative(), "--timeout is negative; choose 0s or more");
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        check();
        AdminClient client = server.client();
        long end = System.nanoTime() + timeout.toNanos();
        try (ExitSignal exit = new ExitSignal()) {
            while (true) {
                String missing = missing(client);
                if (missing.isEmpty()) {
                    return ExitCode.OK;
                }
                long left = end - System.nanoTime();
                if (left <= 0) {
                    throw new IOException("not synchronized within --timeout %s: %s"
                            .formatted(Durations.human(timeout.toNanos()), missing));
                }
                if (exit.await(Duration.ofNanos(Math.min(left, PAUSE.toNanos())))) {
                    return ExitCode.SOFTWARE;
                }
            }
        }
    }

    /** What is still to wait for; empty when there is nothing, and that has been said. */
    private String missing(AdminClient client) throws IOException, InterruptedException {
        try {
            ClockAnswer clock = ClockAnswer.read(client.admin(), client.ask());
            if (clock.isWithin(maxError.toNanos())) {
                PrintWriter out = spec.commandLine().getOut();
                out.println(clock.line());
                out.flush();
                return "";
            }
            return clock.line();
        } catch (AdminClient.Unreachable e) {
            NameLookUps.retrySoon();
            return String.valueOf(e.getMessage());
        }
    }

    private void require(boolean holds, String complaint) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), complaint);
        }
    }
}
