package io.campanile.cli;

import io.campanile.cli.option.EnvironmentDefaults;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A campanile command for a process of its own: the same Java with the same flags and classes. Environment variables do not
 * change its options.
 */
public final class OwnProcess {

    private OwnProcess() {}

    /**
     * What starts the command.
     *
     * @param arguments the command and its options
     */
    public static ProcessBuilder of(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(EnvironmentDefaults::isOption);
        return builder;
    }
}
