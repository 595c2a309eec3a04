package io.campanile.cli;

import io.campanile.cli.agreement.AgreementCommand;
import io.campanile.cli.chat.ChatCommand;
import io.campanile.cli.config.CheckConfigCommand;
import io.campanile.cli.config.ConfigOption;
import io.campanile.cli.config.OptionDefaults;
import io.campanile.cli.demo.DemoCommand;
import io.campanile.cli.load.LoadCommand;
import io.campanile.cli.log.Logs;
import io.campanile.cli.master.MasterCommand;
import io.campanile.cli.option.Address;
import io.campanile.cli.option.Durations;
import io.campanile.cli.option.Environment;
import io.campanile.cli.option.Frequency;
import io.campanile.cli.option.Rate;
import io.campanile.cli.pki.PkiCommand;
import io.campanile.cli.replay.ReplayCommand;
import io.campanile.cli.simulate.AccuracyCommand;
import io.campanile.cli.simulate.SimulateCommand;
import io.campanile.cli.slave.SlaveCommand;
import io.campanile.cli.status.StatusCommand;
import io.campanile.cli.waitsync.WaitsyncCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The campanile command: parses, runs, and turns every failure into one line and an exit code. */
@Command(
        name = "campanile",
        description = "Keeps the clocks of a cluster together without an outside time source.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Options can also be set by environment variables: --clock-offset by CAMPANILE_CLOCK_OFFSET; and in a file:",
            "--config FILE. The command line wins over the environment, and that over the file.",
            "Durations are written 250us, 500ms, 5s, 2m or 1h; rates 40ppm, 500ppb or 0.1%%; so many a second 2000/s.",
            "Exit codes: 0 done, 1 it failed, 2 wrong usage, 130 ended by Ctrl-C, 143 by SIGTERM, 141 since nobody reads",
            "the output any more, as behind | head.",
            "For completion in this shell: source <(campanile generate-completion)"
        })
public final class Main implements Runnable {

    /** Those that people wait for, and that are over as soon as a server has answered. */
    private static final Map<String, Class<?>> SHORT =
            Map.of("status", StatusCommand.class, "waitsync", WaitsyncCommand.class);

    @Spec
    private @Nullable CommandSpec spec;

    private Main() {}

    /** Runs a command and exits with its code. */
    public static void main(String[] args) {
        // Our own words are in English, and so is their order in a help: libraries would go by the language of whoever
        // calls.
        Locale.setDefault(Locale.ROOT);
        LostOutput lost = LostOutput.watch();
        int code = commandLineOf(args, System::getenv).execute(args);
        System.out.flush();
        System.exit(lost.codeOr(code));
    }

    /**
     * The whole command line.
     *
     * @param environment looks a variable up; null for one that is not set
     */
    public static CommandLine commandLine(Environment environment) {
        return commandLine(
                environment,
                List.of(
                        MasterCommand.class,
                        SlaveCommand.class,
                        StatusCommand.class,
                        WaitsyncCommand.class,
                        ChatCommand.class,
                        DemoCommand.class,
                        SimulateCommand.class,
                        AccuracyCommand.class,
                        AgreementCommand.class,
                        LoadCommand.class,
                        ReplayCommand.class,
                        PkiCommand.class,
                        CheckConfigCommand.class,
                        HelpCommand.class,
                        GenerateCompletion.class));
    }

    /**
     * As much of it as these arguments need: a short command is over before picocli has looked at all the others. A file may have options of each
     * of them.
     */
    static CommandLine commandLineOf(String[] args, Environment environment) {
        Class<?> command = args.length == 0 ? null : SHORT.get(args[0]);
        return command == null || ConfigOption.isIn(args, environment)
                ? commandLine(environment)
                : commandLine(environment, List.of(command));
    }

    private static CommandLine commandLine(Environment environment, List<Class<?>> commands) {
        OptionDefaults defaults = new OptionDefaults(environment);
        CommandLine line = new ConfiguredCommandLine(new Main(), environment, defaults);
        // As a command line of its own: picocli lets it add options to itself then only.
        commands.forEach(command -> line.addSubcommand(new CommandLine(command)));
        return line.registerConverter(Duration.class, Durations::parse)
                .registerConverter(Rate.class, Rate::parse)
                .registerConverter(Frequency.class, Frequency::parse)
                .registerConverter(Address.class, Address::parse)
                .setDefaultValueProvider(defaults)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((failure, args) -> Failures.usage(failure, args, defaults))
                .setExecutionExceptionHandler((failure, command, parsed) -> Failures.execution(failure, command));
    }

    /** Sets the log's level as the option is parsed. */
    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Log more, and show the stack trace of an internal error.")
    void verbose(boolean verbose) {
        // The log's configuration is read when somebody first speaks of the log, which takes as long as a short command
        // does.
        if (verbose) {
            Logs.setVerbose(true);
        }
    }

    /** Sets the log's form as the option is parsed. */
    @Option(
            names = "--log-json",
            scope = ScopeType.INHERIT,
            description = "Log lines as JSON objects, for a log collector.")
    void logJson(boolean json) {
        if (json) {
            Logs.writeJson();
        }
    }

    /** Sets the log's place as the option is parsed. */
    @Option(
            names = "--log-file",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "Log to this file instead of standard error. At 10 MB another one begins; the nine before it"
                    + " are kept as FILE.1, the newest, to FILE.9.")
    void logFile(@Nullable Path file) {
        if (file != null) {
            try {
                Logs.writeTo(file);
            } catch (IOException e) {
                throw new ParameterException(
                        Objects.requireNonNull(spec).commandLine(), "--log-file: " + e.getMessage(), e);
            }
        }
    }

    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description =
                    "Take options that neither the command line nor the environment gives from this file, .yaml or"
                            + " .properties: campanile check-config tells whether it is right.")
    @SuppressWarnings("UnusedVariable") // it is found before the others are read
    private @Nullable Path config;

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "no command: choose master, slave, status, waitsync, chat, demo, simulate, accuracy, agreement, load, replay, pki or check-config");
        }
    }
}
