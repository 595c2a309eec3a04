package io.campanile.cli.status;

import io.campanile.cli.ExitSignal;
import io.campanile.cli.Version;
import io.campanile.cli.terminal.Screen;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

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

    private static final int MAX_PORT = 65_535;
    private static final Duration REFRESH = Duration.ofSeconds(1);

    /** What fits on a terminal that is refreshed in place. */
    private static final int ROWS_OF_A_SCREEN = 30;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--admin",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8081",
            description = "The admin server of a master, or of a slave.")
    private URI admin;

    @Mixin
    private AdminCredentials credentials;

    @Option(names = "--json", description = "Print the answer as it is.")
    private boolean json;

    @Option(names = "--watch", description = "Refresh every second until Ctrl-C.")
    private boolean watch;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Screen screen = new Screen(out);
        MasterStatusClient client = new MasterStatusClient(
                admin, credentials.client(), credentials.authorization().orElse(null));
        try (ExitSignal exit = new ExitSignal()) {
            do {
                String answer = client.ask();
                if (json) {
                    out.println(answer);
                    out.flush();
                } else if (watch && Ansi.AUTO.enabled()) {
                    screen.draw(client.lines(answer, ROWS_OF_A_SCREEN));
                } else {
                    client.lines(answer, Integer.MAX_VALUE).forEach(out::println);
                    out.flush();
                }
            } while (watch && !exit.await(REFRESH));
        }
        return ExitCode.OK;
    }

    /**
     * Reads {@code --admin}.
     *
     * @throws TypeConversionException saying what is wrong and how to write it
     */
    public static URI parseAdmin(String text) {
        try {
            URI admin = new URI(text);
            boolean isWeb = "http".equals(admin.getScheme()) || "https".equals(admin.getScheme());
            if (isWeb && admin.getHost() != null && admin.getPort() <= MAX_PORT) {
                return admin;
            }
        } catch (URISyntaxException e) {
            // It is none: said below.
        }
        throw new TypeConversionException(
                "'%s' is no admin server: write http://HOST:PORT or https://HOST:PORT".formatted(text));
    }
}
