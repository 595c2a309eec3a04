package io.campanile.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Runs commands in this process and keeps what they say. */
public final class Cli {

    private Cli() {}

    /** What came of a command. */
    public record Result(int exit, String out, String err) {

        public List<String> errLines() {
            return err.lines().toList();
        }
    }

    public static Result run(String... args) {
        return run(Map.of(), args);
    }

    public static Result run(Map<String, String> environment, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = Main.commandLine(environment::get)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args);
        return new Result(exit, out.toString(), err.toString());
    }

    /** A command's options as these arguments leave them; nothing runs. */
    public static CommandLine parse(Map<String, String> environment, String... args) {
        CommandLine main = Main.commandLine(environment::get);
        main.parseArgs(args);
        return command(main, args[0]);
    }

    static CommandLine command(CommandLine main, String name) {
        return Objects.requireNonNull(main.getSubcommands().get(name));
    }

    public static Object value(CommandLine command, String option) {
        OptionSpec spec = command.getCommandSpec().findOption(option);
        return Objects.requireNonNull(spec.getValue());
    }
}
