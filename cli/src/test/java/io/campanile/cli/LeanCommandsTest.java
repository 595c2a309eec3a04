package io.campanile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What is loaded to list the commands: picocli looks at every method of every command, whichever is run, and so at the types
 * in their signatures. A slave's process is not to load a master for that, nor a master alone an election.
 */
class LeanCommandsTest {

    private static final List<String> HEAVY =
            List.of("io.campanile.master.", "io.campanile.admin.master.", "io.campanile.group.", "org.apache.");

    @Test
    void noCommandSpeaksOfAMasterInASignature() {
        List<String> heavy = new ArrayList<>();
        List<Class<?>> commands = commands(Main.commandLine(variable -> null));
        for (Class<?> command : commands) {
            for (Method method : command.getDeclaredMethods()) {
                Stream.concat(Stream.of(method.getReturnType()), Arrays.stream(method.getParameterTypes()))
                        .map(Class::getName)
                        .filter(type -> HEAVY.stream().anyMatch(type::startsWith))
                        .forEach(type -> heavy.add(method + " speaks of " + type));
            }
        }
        assertThat(commands).hasSizeGreaterThan(8);
        assertThat(heavy).isEmpty();
    }

    /** Each run makes one of every command: a logger among its constants would have all of them read the log's configuration. */
    @Test
    void noCommandHasALoggerOfItsOwn() {
        assertThat(commands(Main.commandLine(variable -> null)))
                .flatMap(command -> Arrays.asList(command.getDeclaredFields()))
                .noneMatch(field -> Logger.class.isAssignableFrom(field.getType()));
    }

    @Test
    void aShortCommandIsMadeAloneUnlessAFileMayHaveOptionsOfTheOthers() {
        assertThat(made("status", "--json")).containsExactly("status");
        assertThat(made("waitsync", "--timeout=1s")).containsExactly("waitsync");
        assertThat(made("status", "--config=campanile.yaml")).contains("status", "master", "load");
        assertThat(Main.commandLineOf(new String[] {"status"}, Map.of("CAMPANILE_CONFIG", "x")::get)
                        .getSubcommands())
                .containsKey("master");
        assertThat(made("master")).contains("status");
        assertThat(made()).contains("status", "help");
    }

    @Test
    void aShortCommandLooksAloneAsItDoesAmongTheOthers() {
        for (String command : List.of("status", "waitsync")) {
            CommandLine alone = Main.commandLineOf(new String[] {command}, variable -> null);
            assertThat(Cli.command(alone, command).getUsageMessage())
                    .isEqualTo(Cli.command(Main.commandLine(variable -> null), command)
                            .getUsageMessage());
        }
    }

    private static Set<String> made(String... args) {
        return Main.commandLineOf(args, variable -> null).getSubcommands().keySet();
    }

    private static List<Class<?>> commands(CommandLine line) {
        List<Class<?>> all = new ArrayList<>();
        CommandSpec spec = line.getCommandSpec();
        all.add(spec.userObject().getClass());
        spec.mixins().values().forEach(mixin -> all.add(mixin.userObject().getClass()));
        line.getSubcommands().values().forEach(sub -> all.addAll(commands(sub)));
        return all;
    }
}
