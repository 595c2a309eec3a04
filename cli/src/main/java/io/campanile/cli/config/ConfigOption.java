package io.campanile.cli.config;

import io.campanile.cli.option.Environment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Unmatched;

/** Finds {@code --config} among arguments before they are read: what is in the file decides how. */
public final class ConfigOption {

    private static final String OPTION = "--config";
    private static final String VARIABLE = "CAMPANILE_CONFIG";

    private ConfigOption() {}

    /** Everything else is nothing to it. */
    @Command
    private static final class Alone {

        @Option(names = OPTION)
        private @Nullable Path file;

        @Unmatched
        @SuppressWarnings("UnusedVariable") // picocli leaves the others there
        private List<String> others = new ArrayList<>();
    }

    /** The file; null if none is given. */
    public static @Nullable Path in(String[] args, Environment environment) {
        Alone alone = new Alone();
        if (!isAmong(args)) {
            return inEnvironment(environment);
        }
        try {
            new CommandLine(alone).parseArgs(args);
        } catch (ParameterException e) {
            // Whoever reads the rest says so.
            return null;
        }
        return alone.file == null ? inEnvironment(environment) : alone.file;
    }

    /** Whether a file may be given: by the arguments or by the environment. */
    public static boolean isIn(String[] args, Environment environment) {
        return isAmong(args) || environment.get(VARIABLE) != null;
    }

    private static boolean isAmong(String[] args) {
        return Arrays.stream(args).anyMatch(arg -> arg.startsWith(OPTION));
    }

    private static @Nullable Path inEnvironment(Environment environment) {
        String said = environment.get(VARIABLE);
        return said == null ? null : Path.of(said);
    }
}
