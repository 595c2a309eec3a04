package io.campanile.cli.config;

import io.campanile.cli.Main;
import io.campanile.cli.Version;
import io.campanile.core.Quantity;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code campanile check-config}. */
@Command(
        name = "check-config",
        description = "Checks a configuration file: every name in it, every value, and its range. Nothing runs.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {
            "",
            "Exit code 0: the commands take it as it is. 1: a line for each mistake says where it is, and what is possible.",
            "Whether hosts are found, files are there and ports are free is seen at the start only."
        })
@SuppressWarnings("NullAway.Init") // picocli fills the options in
public final class CheckConfigCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "A .yaml, .yml or .properties file, as for --config.")
    private Path file;

    @Override
    public Integer call() throws IOException {
        Supplier<CommandLine> commands = () -> Main.commandLine(variable -> null);
        ConfigFile config = ConfigFile.read(file, commands.get());
        List<Complaint> complaints = new ArrayList<>(config.complaints());
        complaints.addAll(new ValueCheck(commands).complaints(config.settings()));
        complaints.sort(Comparator.comparingInt(Complaint::line));
        if (complaints.isEmpty()) {
            PrintWriter out = spec.commandLine().getOut();
            out.printf(
                    "%s: %s, nothing is wrong%n",
                    file, Quantity.many(config.settings().size(), "setting"));
            out.flush();
            return ExitCode.OK;
        }
        PrintWriter err = spec.commandLine().getErr();
        complaints.forEach(complaint -> err.println(complaint.of(file)));
        err.flush();
        return ExitCode.SOFTWARE;
    }
}
