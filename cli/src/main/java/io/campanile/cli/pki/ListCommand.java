package io.campanile.cli.pki;

import io.campanile.cli.Version;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code campanile pki list}. */
@Command(
        name = "list",
        description = "Lists the certificates of a directory: until when they are valid, and for whom.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
@SuppressWarnings("NullAway.Init") // picocli fills the options in
final class ListCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "Where the CA is.")
    private Path directory;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Instant now = Instant.now();
        for (PkiDirectory.Entry entry : new PkiDirectory(directory).list()) {
            long left = Duration.between(now, entry.until()).toDays();
            String state = now.isAfter(entry.until()) ? "EXPIRED" : "%s days".formatted(left);
            out.printf("%s  %-10s  %s: %s%n", Days.date(entry.until()), state, entry.file(), entry.names());
        }
        out.flush();
        return ExitCode.OK;
    }
}
