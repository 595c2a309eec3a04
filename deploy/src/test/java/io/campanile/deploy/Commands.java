package io.campanile.deploy;

import io.campanile.cli.Main;
import io.campanile.cli.option.EnvironmentDefaults;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;

/** The real command line, which nothing runs. */
final class Commands {

    private Commands() {}

    /**
     * Reads a command with its options, as the command itself would.
     *
     * @throws CommandLine.ParameterException if there is no such option, or it cannot have that value
     */
    static void parse(Map<String, String> environment, List<String> words) {
        Main.commandLine(environment::get).parseArgs(words.toArray(String[]::new));
    }

    /** The variables that set a command's options. */
    static Set<String> variables(String command) {
        CommandLine main = Main.commandLine(name -> null);
        return Objects.requireNonNull(main.getSubcommands().get(command)).getCommandSpec().options().stream()
                .map(EnvironmentDefaults::variable)
                .collect(Collectors.toSet());
    }
}
