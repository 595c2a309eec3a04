package io.campanile.cli.config;

import java.util.List;
import picocli.CommandLine.Model.OptionSpec;

/**
 * One setting of a file.
 *
 * @param command whose option it is, such as {@code pki issue}; empty for those that all commands have
 * @param key the option's name without its dashes
 * @param values what it is set to; several only where the file has a list
 * @param line where it stands; the first is 1
 */
record Setting(String command, String key, List<String> values, int line) {

    Setting {
        values = List.copyOf(values);
    }

    /** Whether it is about this option. */
    boolean isOf(OptionSpec option) {
        return command.equals(OptionNames.command(option)) && key.equals(OptionNames.key(option));
    }

    /** As the command line would have it. */
    String text() {
        return String.join(",", values);
    }

    /** As people find it in the file. */
    String path() {
        return command.isEmpty() ? key : command.replace(' ', '.') + "." + key;
    }
}
