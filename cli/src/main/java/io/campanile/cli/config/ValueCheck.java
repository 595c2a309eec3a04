package io.campanile.cli.config;

import io.campanile.cli.option.Checked;
import io.campanile.cli.option.SettingNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** Tries out the values of a file as each command would read them; nothing runs. */
final class ValueCheck {

    private final Supplier<CommandLine> commands;

    /**
     * For these.
     *
     * @param commands makes all of them anew, without values
     */
    ValueCheck(Supplier<CommandLine> commands) {
        this.commands = commands;
    }

    /** What is wrong with these values. */
    List<Complaint> complaints(List<Setting> settings) {
        List<Complaint> complaints = new ArrayList<>();
        Map<String, List<Setting>> byCommand = new LinkedHashMap<>();
        settings.forEach(setting -> byCommand
                .computeIfAbsent(setting.command(), command -> new ArrayList<>())
                .add(setting));
        byCommand.forEach((command, own) -> complaints.addAll(ofCommand(command, own)));
        return complaints;
    }

    private List<Complaint> ofCommand(String command, List<Setting> settings) {
        List<Complaint> complaints = alone(command, settings, false);
        if (!complaints.isEmpty()) {
            return complaints;
        }
        Optional<String> together = complaint(command, settings, true);
        if (together.isEmpty()) {
            return List.of();
        }
        // Some ranges depend on other values: only where all of them do not go together, each is tried alone.
        List<Complaint> culprits = alone(command, settings, true);
        return culprits.isEmpty() ? List.of(ofSeveral(settings, together.get())) : culprits;
    }

    /** A complaint begins with the option that it is about. */
    private static Complaint ofSeveral(List<Setting> settings, String text) {
        Setting first = settings.stream()
                .filter(setting -> text.startsWith("--" + setting.key() + " "))
                .findFirst()
                .orElse(settings.get(0));
        return new Complaint(first.line(), first.path() + ": " + text);
    }

    private List<Complaint> alone(String command, List<Setting> settings, boolean ranges) {
        List<Complaint> complaints = new ArrayList<>();
        settings.forEach(setting -> complaint(command, List.of(setting), ranges)
                .ifPresent(text -> complaints.add(new Complaint(setting.line(), setting.path() + ": " + text))));
        return complaints;
    }

    private Optional<String> complaint(String command, List<Setting> settings, boolean ranges) {
        CommandLine all = commands.get();
        all.setDefaultValueProvider(only(settings));
        CommandLine one = Objects.requireNonNull(new OptionNames(all).find(command));
        try {
            all.parseArgs(command.isEmpty() ? new String[0] : command.split(" ", -1));
        } catch (MissingParameterException e) {
            // The command line may give it.
        } catch (ParameterException e) {
            return Optional.of(text(e));
        }
        try {
            if (ranges && one.getCommand() instanceof Checked checked) {
                checked.check();
            }
            return Optional.empty();
        } catch (ParameterException e) {
            return Optional.of(text(e));
        }
    }

    private static String text(ParameterException failure) {
        String first = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        return SettingNames.inOptionsOf(failure.getCommandLine().getCommandSpec(), first);
    }

    private static IDefaultValueProvider only(List<Setting> settings) {
        return arg -> arg instanceof OptionSpec option
                ? settings.stream()
                        .filter(setting -> setting.isOf(option))
                        .map(Setting::text)
                        .findFirst()
                        .orElse(null)
                : null;
    }
}
