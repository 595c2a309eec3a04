package io.campanile.cli.option;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.campanile.cli.Cli;
import io.campanile.cli.Main;
import io.campanile.cli.log.Logs;
import io.campanile.cli.slave.SlaveCommand;
import io.campanile.core.ensemble.Reference;
import io.campanile.core.round.Burst;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class EnvironmentTest {

    static Stream<Arguments> variables() {
        return Stream.of(
                Arguments.of("master", "--port", "CAMPANILE_PORT", "0", 0),
                Arguments.of("master", "--admin-bind", "CAMPANILE_ADMIN_BIND", "0.0.0.0", "0.0.0.0"),
                Arguments.of("master", "--round", "CAMPANILE_ROUND", "2s", Duration.ofSeconds(2)),
                Arguments.of("master", "--reference", "CAMPANILE_REFERENCE", "Local", Reference.LOCAL),
                Arguments.of("master", "--drift-limit", "CAMPANILE_DRIFT_LIMIT", "7ppm", new Rate(7000)),
                Arguments.of("slave", "--clock-offset", "CAMPANILE_CLOCK_OFFSET", "-3s", Duration.ofSeconds(-3)),
                Arguments.of("slave", "--observer", "CAMPANILE_OBSERVER", "true", true),
                Arguments.of("slave", "--print", "CAMPANILE_PRINT", "json", SlaveCommand.PrintForm.JSON),
                Arguments.of(
                        "slave",
                        "--master",
                        "CAMPANILE_MASTER",
                        "m1,m2:9",
                        List.of(new Address("m1", 8080), new Address("m2", 9))),
                Arguments.of("status", "--admin", "CAMPANILE_ADMIN", "http://m1:8081", URI.create("http://m1:8081")),
                Arguments.of("status", "--watch", "CAMPANILE_WATCH", "true", true),
                Arguments.of("demo", "--json", "CAMPANILE_JSON", "result.json", Path.of("result.json")));
    }

    @ParameterizedTest
    @MethodSource("variables")
    void setsAnOption(String command, String option, String variable, String text, Object value) {
        Map<String, String> environment = new HashMap<>(Map.of("CAMPANILE_MASTER", "m0"));
        environment.put(variable, text);
        assertThat(Cli.value(Cli.parse(environment, command), option)).isEqualTo(value);
    }

    @Test
    void losesAgainstTheCommandLine() {
        Map<String, String> environment = Map.of("CAMPANILE_ROUND", "2s", "CAMPANILE_BURST", "8");
        CommandLine master = Cli.parse(environment, "master", "--round", "3s");
        assertThat(Cli.value(master, "--round")).isEqualTo(Duration.ofSeconds(3));
        assertThat(Cli.value(master, "--burst")).isEqualTo(new Burst(8));
    }

    @Test
    void leavesTheDefaultsAloneWhenItSaysNothing() {
        assertThat(Cli.value(Cli.parse(Map.of(), "master"), "--round")).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void givesEachOptionOfACommandAVariableOfItsOwn() {
        Main.commandLine(name -> null)
                .getSubcommands()
                .values()
                .forEach(command -> assertThat(command.getCommandSpec().options())
                        .extracting(EnvironmentDefaults::variable)
                        .doesNotHaveDuplicates()
                        .allMatch(name -> name.matches("CAMPANILE_[A-Z_]+")));
    }

    /** Images and their build files like to set a version. */
    @Test
    void asksForNoHelpAndNoVersion() {
        Map<String, String> environment = Map.of("CAMPANILE_VERSION", "0.1.0", "CAMPANILE_HELP", "see the wiki");
        CommandLine slave = Cli.parse(environment, "slave", "--master", "m1");
        assertThat(slave.isVersionHelpRequested()).isFalse();
        assertThat(slave.isUsageHelpRequested()).isFalse();
    }

    /** What Kubernetes tells the containers of a namespace that has the Services campanile and campanile-admin. */
    @Test
    void takesNoPortFromTheAddressOfAService() {
        Map<String, String> environment = Map.of(
                "CAMPANILE_PORT", "tcp://10.0.0.7:8080",
                "CAMPANILE_ADMIN_PORT", "tcp://10.0.0.8:8081",
                "CAMPANILE_SERVICE_HOST", "10.0.0.7");
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(EnvironmentDefaults.class);
        lines.start();
        logger.setLevel(Level.WARN);
        logger.addAppender(lines);
        try {
            CommandLine master = Cli.parse(environment, "master");

            assertThat(Cli.value(master, "--port")).isEqualTo(8080);
            assertThat(Cli.value(master, "--admin-port")).isEqualTo(8081);
            assertThat(lines.list)
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .satisfiesExactlyInAnyOrder(
                            line -> assertThat(line)
                                    .startsWith("ignored CAMPANILE_PORT=tcp://10.0.0.7:8080: ")
                                    .contains("Give --port "),
                            line -> assertThat(line)
                                    .startsWith("ignored CAMPANILE_ADMIN_PORT=tcp://10.0.0.8:8081: ")
                                    .contains("Give --admin-port "));
        } finally {
            logger.detachAppender(lines);
            logger.setLevel(null);
        }
    }

    @Test
    void turnsTheLogUp() {
        try {
            Cli.parse(Map.of("CAMPANILE_VERBOSE", "true"), "master");
            assertThat(Logs.isVerbose()).isTrue();
        } finally {
            Logs.setVerbose(false);
        }
    }

    @Test
    void turnsTheLogUpBeforeAndBehindTheCommand() {
        for (String[] args : List.of(new String[] {"-v", "master"}, new String[] {"master", "--verbose"})) {
            try {
                Main.commandLine(name -> null).parseArgs(args);
                assertThat(Logs.isVerbose()).as(String.join(" ", args)).isTrue();
            } finally {
                Logs.setVerbose(false);
            }
        }
    }

    @Test
    void namesAVariableAfterTheLongestNameOfItsOption() {
        OptionSpec verbose = Main.commandLine(name -> null).getCommandSpec().findOption("-v");
        assertThat(EnvironmentDefaults.variable(verbose)).isEqualTo("CAMPANILE_VERBOSE");
    }
}
