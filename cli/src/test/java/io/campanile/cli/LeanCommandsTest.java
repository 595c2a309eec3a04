package io.campanile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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

    private static List<Class<?>> commands(CommandLine line) {
        List<Class<?>> all = new ArrayList<>();
        CommandSpec spec = line.getCommandSpec();
        all.add(spec.userObject().getClass());
        spec.mixins().values().forEach(mixin -> all.add(mixin.userObject().getClass()));
        line.getSubcommands().values().forEach(sub -> all.addAll(commands(sub)));
        return all;
    }
}
