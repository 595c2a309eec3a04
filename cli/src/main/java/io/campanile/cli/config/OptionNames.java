package io.campanile.cli.config;

import io.campanile.core.message.Printable;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.UnmatchedArgumentException;

/** What may stand in a file: the commands, and the options that each of them has. */
final class OptionNames {

    /** What is about one start of a command, or about the file itself. */
    private static final Set<String> NOT_IN_FILES = Set.of("config", "end-with");

    private final CommandLine commands;

    OptionNames(CommandLine commands) {
        this.commands = commands;
    }

    /** The option's name in a file. */
    static String key(OptionSpec option) {
        return option.longestName().replaceFirst("^-+", "");
    }

    /** Whose option it is, such as {@code pki issue}; empty for one that all commands have. */
    static String command(OptionSpec option) {
        return command(option.command());
    }

    private static String command(CommandSpec spec) {
        String whole = spec.qualifiedName(" ");
        int first = whole.indexOf(' ');
        return first < 0 ? "" : whole.substring(first + 1);
    }

    /** The command of this name; null if there is none. */
    @Nullable
    CommandLine find(String command) {
        CommandLine found = commands;
        for (String word : command.isEmpty() ? new String[0] : command.split(" ", -1)) {
            found = found == null ? null : found.getSubcommands().get(word);
        }
        return found;
    }

    /** The option that a setting sets; null if there is none. */
    @Nullable
    OptionSpec find(Setting setting) {
        CommandLine command = find(setting.command());
        OptionSpec option = command == null ? null : command.getCommandSpec().findOption("--" + setting.key());
        return option != null && isSettable(option) && key(option).equals(setting.key()) ? option : null;
    }

    private static boolean isSettable(OptionSpec option) {
        return !option.usageHelp()
                && !option.versionHelp()
                && !option.inherited()
                && !NOT_IN_FILES.contains(key(option));
    }

    /** What is wrong with a setting's name, or with how many values it has; empty if nothing is. */
    Optional<String> complaint(Setting setting) {
        CommandLine command = find(setting.command());
        if (command == null) {
            String name = setting.command().replace(' ', '.');
            return Optional.of("'%s' is no command%s".formatted(Printable.text(name), nearest(name, commandNames())));
        }
        OptionSpec option = find(setting);
        if (option == null) {
            return strange(setting, command);
        }
        boolean takesSeveral =
                !option.splitRegex().isEmpty() || option.paramLabel().contains(",");
        if (setting.values().isEmpty()) {
            return Optional.of("%s has no value: write %s".formatted(setting.path(), option.paramLabel()));
        }
        return setting.values().size() > 1 && !takesSeveral
                ? Optional.of(
                        "%s takes one value, and no list: write %s".formatted(setting.path(), option.paramLabel()))
                : Optional.empty();
    }

    private Optional<String> strange(Setting setting, CommandLine command) {
        String key = setting.key();
        if (command.getSubcommands().containsKey(key)) {
            return setting.values().isEmpty()
                    // A command without options in it.
                    ? Optional.empty()
                    : Optional.of("%s is a command: its options stand below it".formatted(setting.path()));
        }
        List<String> keys = command.getCommandSpec().options().stream()
                .filter(OptionNames::isSettable)
                .map(OptionNames::key)
                .toList();
        String where = setting.command().isEmpty() ? "the top of the file" : "campanile " + setting.command();
        OptionSpec ofAll = commands.getCommandSpec().findOption("--" + key);
        if (!setting.command().isEmpty() && ofAll != null && isSettable(ofAll)) {
            return Optional.of("%s is an option of every command: it stands at the top of the file".formatted(key));
        }
        List<String> possible = setting.command().isEmpty() ? withCommands(keys) : keys;
        return Optional.of("%s has no '%s'%s".formatted(where, Printable.text(key), nearest(key, possible)));
    }

    private List<String> commandNames() {
        return List.copyOf(commands.getSubcommands().keySet());
    }

    private List<String> withCommands(List<String> keys) {
        return Stream.concat(keys.stream(), commandNames().stream()).toList();
    }

    /** Picocli knows what is similar to the name of a command: so these are commands, for a moment. */
    private static String nearest(String name, List<String> possible) {
        CommandSpec all = CommandSpec.create();
        possible.forEach(one -> all.addSubcommand(one, CommandSpec.create()));
        List<String> similar = new UnmatchedArgumentException(new CommandLine(all), List.of(name)).getSuggestions();
        return similar.isEmpty() ? "" : "; did you mean %s?".formatted(similar.get(0));
    }
}
