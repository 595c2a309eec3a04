package io.campanile.cli;

import io.campanile.cli.config.OptionDefaults;
import io.campanile.cli.log.Logs;
import io.campanile.cli.option.SettingNames;
import io.campanile.proto.socket.FileLimit;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** One line for whatever goes wrong, and the exit code. */
final class Failures {

    private Failures() {}

    /** Wrong usage: exit 2. */
    static int usage(ParameterException failure, String[] args, OptionDefaults defaults) {
        CommandLine command = failure.getCommandLine();
        String complaint = SettingNames.inOptionsOf(command.getCommandSpec(), firstLine(failure.getMessage()));
        String text = complaint + suggestions(failure) + source(failure, complaint, args, defaults);
        PrintWriter err = command.getErr();
        err.printf("%s: %s; see %1$s --help%n", command.getCommandSpec().qualifiedName(), text);
        err.flush();
        return ExitCode.USAGE;
    }

    private static String suggestions(ParameterException failure) {
        if (failure instanceof UnmatchedArgumentException unmatched
                && !unmatched.getSuggestions().isEmpty()) {
            return "; did you mean " + String.join(" or ", unmatched.getSuggestions()) + "?";
        }
        return "";
    }

    /** Where a bad value came from, when it was not the command line. */
    private static String source(ParameterException failure, String complaint, String[] args, OptionDefaults defaults) {
        OptionSpec option = failure.getArgSpec() instanceof OptionSpec wrong
                ? wrong
                : firstNamed(failure.getCommandLine(), complaint);
        if (option == null || Arrays.stream(args).anyMatch(arg -> gives(arg, option))) {
            return "";
        }
        return defaults.source(option).map(" (from %s)"::formatted).orElse("");
    }

    /** The option that a complaint begins with; null if it begins otherwise. */
    private static @Nullable OptionSpec firstNamed(CommandLine command, String complaint) {
        String first = complaint.split("[ :]", 2)[0];
        return first.startsWith("--") ? command.getCommandSpec().findOption(first) : null;
    }

    /** Not asked of picocli: an option whose value it could not read counts as not given there. */
    private static boolean gives(String arg, OptionSpec option) {
        return Arrays.stream(option.names()).anyMatch(name -> arg.equals(name) || arg.startsWith(name + "="));
    }

    /** Everything else: exit 1. */
    static int execution(Exception failure, CommandLine command) {
        PrintWriter err = command.getErr();
        String name = command.getCommandSpec().qualifiedName();
        Optional<String> noFiles = FileLimit.reached(failure);
        if (failure instanceof IOException || noFiles.isPresent()) {
            String why = noFiles.orElseGet(() -> firstLine(failure.getMessage()));
            err.printf("%s: %s%n", name, SettingNames.inOptionsOf(command.getCommandSpec(), why));
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
