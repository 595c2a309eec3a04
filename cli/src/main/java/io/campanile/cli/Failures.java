package io.campanile.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** One line for whatever goes wrong, and the exit code. */
final class Failures {

    private Failures() {}

    /** Wrong usage: exit 2. */
    static int usage(ParameterException failure, EnvironmentDefaults defaults) {
        CommandLine command = failure.getCommandLine();
        String text =
                firstLine(failure.getMessage()) + source(failure.getArgSpec(), command, defaults) + meant(failure);
        PrintWriter err = command.getErr();
        err.printf("%s: %s; see %1$s --help%n", command.getCommandSpec().qualifiedName(), text);
        err.flush();
        return ExitCode.USAGE;
    }

    private static String meant(ParameterException failure) {
        List<String> suggestions =
                failure instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
        return suggestions.isEmpty() ? "" : "; did you mean " + String.join(" or ", suggestions) + "?";
    }

    /** Where a bad value came from, when it was not the command line. */
    private static String source(@Nullable ArgSpec arg, CommandLine command, EnvironmentDefaults defaults) {
        if (arg instanceof OptionSpec option
                && defaults.defaultValue(option) != null
                && (command.getParseResult() == null
                        || !command.getParseResult().hasMatchedOption(option))) {
            return " (from the environment variable " + EnvironmentDefaults.variable(option) + ")";
        }
        return "";
    }

    /** Everything else: exit 1. */
    static int execution(Exception failure, CommandLine command) {
        PrintWriter err = command.getErr();
        String name = command.getCommandSpec().qualifiedName();
        if (failure instanceof IOException) {
            err.printf("%s: %s%n", name, firstLine(failure.getMessage()));
        } else {
            err.printf("%s: internal error: %s; run it with --verbose to see more%n", name, failure);
            if (Logs.isVerbose()) {
                failure.printStackTrace(err);
            }
        }
        err.flush();
        return ExitCode.SOFTWARE;
    }

    private static String firstLine(@Nullable String message) {
        return String.valueOf(message).lines().findFirst().orElse("");
    }
}
