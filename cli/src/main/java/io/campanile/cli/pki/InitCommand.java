package io.campanile.cli.pki;

import io.campanile.cli.Version;
import io.campanile.cli.option.Checked;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code campanile pki init}. */
@Command(
        name = "init",
        description = "Makes a CA: DIR/ca.crt, which every node gets, and DIR/ca.key, which nobody gets.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        showDefaultValues = true)
@SuppressWarnings("NullAway.Init") // picocli fills the options in
final class InitCommand implements Callable<Integer>, Checked {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "Where its files go; made if there is none.")
    private Path directory;

    @Option(names = "--days", paramLabel = "N", defaultValue = "3650", description = "For how long it is valid.")
    private int days;

    @Override
    public void check() {
        Days.require(spec, days);
    }

    @Override
    public Integer call() throws IOException {
        Instant until = Instant.now().plus(Duration.ofDays(Days.require(spec, days)));
        new PkiDirectory(directory).init(Instant.now(), until);
        spec.commandLine().getOut().printf("made a CA in %s, valid until %s%n", directory, Days.date(until));
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }
}
