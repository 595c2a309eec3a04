package io.campanile.cli;

import io.campanile.cli.agreement.AgreementCommand;
import io.campanile.cli.chat.ChatCommand;
import io.campanile.cli.demo.DemoCommand;
import io.campanile.cli.load.LoadCommand;
import io.campanile.cli.log.Logs;
import io.campanile.cli.master.MasterCommand;
import io.campanile.cli.option.Address;
import io.campanile.cli.option.Durations;
import io.campanile.cli.option.Environment;
import io.campanile.cli.option.EnvironmentDefaults;
import io.campanile.cli.option.Frequency;
import io.campanile.cli.option.Rate;
import io.campanile.cli.pki.PkiCommand;
import io.campanile.cli.simulate.AccuracyCommand;
import io.campanile.cli.simulate.SimulateCommand;
import io.campanile.cli.slave.SlaveCommand;
import io.campanile.cli.status.StatusCommand;
import io.campanile.cli.terminal.StandardOutput;
import java.io.IOException;
import java.net.URI;
import java.security.Security;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
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
        subcommands = {
            MasterCommand.class,
            SlaveCommand.class,
            StatusCommand.class,
            ChatCommand.class,
            DemoCommand.class,
            SimulateCommand.class,
            AccuracyCommand.class,
            AgreementCommand.class,
            LoadCommand.class,
            PkiCommand.class,
            GenerateCompletion.class
        },
        footer = {
            "",
            "Options can also be set by environment variables: --clock-offset by CAMPANILE_CLOCK_OFFSET.",
            "Durations are written 250us, 500ms, 5s, 2m or 1h; rates 40ppm, 500ppb or 0.1%%; so many a second 2000/s.",
            "Exit codes: 0 done, 1 it failed, 2 wrong usage.",
            "For completion in this shell: source <(campanile generate-completion)"
        })
public final class Main implements Runnable {

    /** How many seconds Java remembers where a name leads. */
    private static final String REMEMBERED = "networkaddress.cache.ttl";

    @Spec
    private @Nullable CommandSpec spec;

    private Main() {}

    /** Runs a command and exits with its code. */
    public static void main(String[] args) {
        rememberNamesBriefly();
        StandardOutput out = StandardOutput.install(Main::endWithoutOutput);
        int code = commandLine(System::getenv).execute(args);
        System.out.flush();
        System.exit(out.hasFailed() ? Math.max(code, ExitCode.SOFTWARE) : code);
    }

    /**
     * A master that is being restarted may have no name meanwhile, or another address afterwards. Unless told, Java looks again after
     * ten seconds and after thirty.
     */
    static void rememberNamesBriefly() {
        Security.setProperty("networkaddress.cache.negative.ttl", "1");
        if (Security.getProperty(REMEMBERED) == null) {
            Security.setProperty(REMEMBERED, "5");
        }
    }

    /** A command that runs on would say nothing for ever. Whoever prints holds locks, so another thread ends the process. */
    private static void endWithoutOutput(IOException failure) {
        System.err.println("campanile: cannot write to standard output: %s; make room, or send it elsewhere"
                .formatted(failure.getMessage()));
        new Thread(() -> System.exit(ExitCode.SOFTWARE), "campanile-exit-without-output").start();
    }

    /**
     * The whole command line.
     *
     * @param environment looks a variable up; null for one that is not set
     */
    public static CommandLine commandLine(Environment environment) {
        EnvironmentDefaults defaults = new EnvironmentDefaults(environment);
        return new CommandLine(new Main())
                .registerConverter(Duration.class, Durations::parse)
                .registerConverter(Rate.class, Rate::parse)
                .registerConverter(Frequency.class, Frequency::parse)
                .registerConverter(Address.class, Address::parse)
                .registerConverter(URI.class, StatusCommand::parseAdmin)
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
        Logs.setVerbose(verbose);
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

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "no command: choose master, slave, status, chat, demo, simulate, accuracy, agreement, load or pki");
        }
    }
}
