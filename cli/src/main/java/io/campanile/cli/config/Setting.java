package io.campanile.cli.config;

import java.util.List;

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

    /** As the command line would have it. */
    String text() {
        return String.join(",", values);
    }

    /** As people find it in the file. */
    String path() {
        return command.isEmpty() ? key : command.replace(' ', '.') + "." + key;
    }
}
