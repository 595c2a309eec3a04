package io.campanile.cli.status;

import io.campanile.cli.ExitSignal;
import io.campanile.cli.Version;
import io.campanile.cli.client.AdminClient;
import io.campanile.cli.client.AdminServer;
import io.campanile.cli.terminal.Screen;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code campanile status}. */
@Command(
        name = "status",
        description = "Shows the cluster as its master sees it, or whom a slave follows and who refused it.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        showDefaultValues = true,
        sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli fills the options in
public final class StatusCommand implements Callable<Integer> {

    /** On a terminal: the master's line, the round's, the header, how many more there are, some that are left out. */
    private static final int LINES_AROUND = 8;

    private static final Duration REFRESH = Duration.ofSeconds(1);

    @Spec
    private CommandSpec spec;

    @Mixin
    private AdminServer server;

    @Option(names = "--json", description = "Print the answer as it is.")
    private boolean json;

    @Option(names = "--watch", description = "Refresh every second until Ctrl-C.")
    private boolean watch;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Screen screen = Screen.onOutput();
        AdminClient client = server.client();
        try (ExitSignal exit = new ExitSignal()) {
            do {
                String answer = client.ask();
                if (json) {
                    out.println(answer);
                    out.flush();
                } else if (watch && Ansi.AUTO.enabled()) {
                    screen.draw(StatusReader.lines(client.admin(), answer, Math.max(1, screen.rows() - LINES_AROUND)));
                } else {
                    StatusReader.lines(client.admin(), answer, Integer.MAX_VALUE)
                            .forEach(out::println);
                    out.flush();
                }
            } while (watch && !exit.await(REFRESH));
        }
        return ExitCode.OK;
    }
}
