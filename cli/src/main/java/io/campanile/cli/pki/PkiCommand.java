package io.campanile.cli.pki;

import io.campanile.cli.Version;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code campanile pki}. */
@Command(
        name = "pki",
        description = {
            "Makes a small CA, and certificates for masters and slaves, for people who have none.",
            "Whoever has the CA's key can be anybody: keep the directory where no node runs, and bring each node its own"
                    + " two files and ca.crt."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {InitCommand.class, IssueCommand.class, ListCommand.class})
public final class PkiCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "no command: choose init, issue or list");
        }
    }
}
