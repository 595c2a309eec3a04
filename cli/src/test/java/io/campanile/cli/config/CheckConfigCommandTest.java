package io.campanile.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.cli.Cli;
import io.campanile.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class CheckConfigCommandTest {

    private static final Set<String> NOT_IN_FILES = Set.of("help", "version", "end-with");

    @TempDir
    private Path folder;

    private Cli.Result check(String name, String content) throws IOException {
        return Cli.run(
                "check-config", Files.writeString(folder.resolve(name), content).toString());
    }

    @Test
    void findsNothingWrongWhereNothingIs() throws IOException {
        Cli.Result result = check("campanile.yaml", """
                verbose: false
                master:
                  name: m1
                  group: [m1=h1:9081, m2=h2:9081, m3=h3:9081]   # the directory is given at the start
                  transport: [tcp, udp]
                  wander-limit: 2000ppm
                  drift-limit: 3000ppm
                slave:
                  interval: 500ms
                  observer: true
                load:
                  slaves: 20
                  liars: 9
                pki:
                  issue:
                    days: 30
                status:
                """);
        assertThat(result.err()).isEmpty();
        assertThat(result.exit()).isZero();
        assertThat(result.out()).contains("12 settings, nothing is wrong");
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake("master:\n  rond: 1s", 2, "campanile master has no 'rond'", "did you mean round?"),
                mistake("master:\n  rounds: 1s", 2, "did you mean round?"),
                mistake("master:\n  burts: 4", 2, "did you mean burst?"),
                mistake("mastr:\n  round: 1s", 2, "'mastr' is no command", "did you mean master?"),
                mistake("verbos: true", 1, "the top of the file has no 'verbos'", "did you mean verbose?"),
                mistake("master:\n  verbose: true", 2, "verbose is an option of every command: it stands at the top"),
                mistake("master:\n  config: a.yaml", 2, "campanile master has no 'config'"),
                mistake("slave:\n  end-with: 1", 2, "campanile slave has no 'end-with'"),
                mistake("master:\n  help: true", 2, "campanile master has no 'help'"),
                mistake("master: 5", 1, "master is a command: its options stand below it"),
                mistake("master:\n  port: 1\n  port: 2", 3, "master.port stands in line 2 already"),
                mistake("master:\n  port:", 2, "master.port has no value", "PORT"),
                mistake("master:\n  port: [1, 2]", 2, "master.port takes one value, and no list"),
                mistake("slave:\n  master: [[a]]", 2, "master is a list with something else than values in it"),
                mistake("master:\n  round: soon", 2, "master.round", "'soon' is no duration"),
                mistake("master:\n  port: 0\n  round: 9ms", 3, "master.round: --round is", "choose 10 ms to 1 h"),
                mistake("master:\n  port: 65536", 2, "master.port", "0 to 65535"),
                mistake("master:\n  name: ''", 2, "master.name", "1 to 64 printable characters"),
                mistake("master:\n  max-slaves: 0", 2, "master.max-slaves", "choose 1 or more"),
                mistake("slave:\n  observer: yes", 2, "slave.observer", "'yes' is not a boolean"),
                mistake("slave:\n  panic: 1us", 2, "slave.panic: --panic is", "1 ms"),
                mistake("slave:\n  print: xml", 2, "slave.print"),
                mistake("load:\n  slaves: 5\n  liars: 6", 3, "load.liars: --liars is 6"),
                mistake("load:\n  ramp: 0/s", 2, "load.ramp", "choose 1/s to 100000/s"),
                mistake("demo:\n  slaves: 0", 2, "demo.slaves", "choose 1 to 1000"),
                mistake("pki:\n  issue:\n    days: 0", 3, "pki.issue.days", "choose 1 to 36500"),
                mistake("simulate:\n  delay: x", 2, "simulate.delay"),
                mistake("a: [", 1, "this is no YAML"),
                mistake("a: *b", 1, "this is no YAML"),
                mistake("a: !b%20 c", 1, "this is no YAML"),
                mistake("- a", 1, "write a command and a colon"),
                mistake("a: &a {b: {c: {d: *a}}}", 1, "too deep"));
    }

    private static Arguments mistake(String yaml, int line, String... parts) {
        return Arguments.of(yaml, line, List.of(parts));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void namesTheLineTheKeyAndWhatIsPossible(String yaml, int line, List<String> parts) throws IOException {
        Cli.Result result = check("wrong.yaml", yaml);
        assertThat(result.exit()).isOne();
        assertThat(result.out()).isEmpty();
        assertThat(result.errLines())
                .singleElement()
                .asString()
                .startsWith(folder.resolve("wrong.yaml") + ", line " + line + ": ")
                .contains(parts)
                .doesNotContain("Exception");
    }

    @Test
    void namesAllMistakesInTheirOrder() throws IOException {
        Cli.Result result = check("wrong.properties", "slave.interval=x\nmaster.rond=1s\nmaster.quorum=0\n");
        assertThat(result.exit()).isOne();
        assertThat(result.errLines()).hasSize(3);
        assertThat(result.errLines().get(0)).contains("line 1: slave.interval");
        assertThat(result.errLines().get(1)).contains("line 2: campanile master has no 'rond'");
        assertThat(result.errLines().get(2)).contains("line 3: master.quorum: --quorum is 0; choose 1 or more clocks");
    }

    @Test
    void takesTheExampleOfTheDocumentation() {
        Cli.Result result =
                Cli.run("check-config", Path.of("..", "docs", "campanile.yaml").toString());
        assertThat(result.err()).isEmpty();
        assertThat(result.exit()).isZero();
    }

    @Test
    void knowsEveryOptionUnderItsOwnName() {
        CommandLine commands = Main.commandLine(variable -> null);
        OptionNames names = new OptionNames(commands);
        for (CommandLine command : commands.getSubcommands().values()) {
            for (OptionSpec option : command.getCommandSpec().options()) {
                Setting setting = new Setting(OptionNames.command(option), OptionNames.key(option), List.of("x"), 1);
                boolean isSettable = !option.inherited() && !NOT_IN_FILES.contains(setting.key());
                assertThat(names.complaint(setting).isEmpty())
                        .as(setting.path())
                        .isEqualTo(isSettable);
            }
        }
    }
}
