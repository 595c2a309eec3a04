package io.campanile.cli.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** A file of options, of which every name is known. */
public final class ConfigFile {

    /** Nobody writes more; what is longer is another file. */
    private static final long MOST_BYTES = 1 << 20;

    private final Path path;
    private final List<Setting> settings;
    private final List<Complaint> complaints;

    private ConfigFile(Path path, List<Setting> settings, List<Complaint> complaints) {
        this.path = path;
        this.settings = settings;
        this.complaints = complaints;
    }

    /**
     * Reads one, and looks every name up.
     *
     * @param commands all of them
     * @throws IOException if it cannot be read: one sentence that says what to do
     */
    public static ConfigFile read(Path path, CommandLine commands) throws IOException {
        Text text = parse(path);
        OptionNames names = new OptionNames(commands);
        List<Setting> known = new ArrayList<>();
        List<Complaint> complaints = new ArrayList<>(text.complaints());
        for (Setting setting : text.settings()) {
            Optional<String> wrong = names.complaint(setting);
            wrong.ifPresentOrElse(
                    complaint -> complaints.add(new Complaint(setting.line(), complaint)), () -> known.add(setting));
        }
        complaints.sort(Comparator.comparingInt(Complaint::line));
        return new ConfigFile(path, List.copyOf(known), List.copyOf(complaints));
    }

    private static Text parse(Path path) throws IOException {
        String name = path.toString().toLowerCase(Locale.ROOT);
        boolean isYaml = name.endsWith(".yaml") || name.endsWith(".yml");
        if (!isYaml && !name.endsWith(".properties")) {
            throw new IOException(
                    "%s is no configuration file: its name ends in .yaml, .yml or .properties".formatted(path));
        }
        String content;
        try {
            if (Files.size(path) > MOST_BYTES) {
                throw new IOException("it is larger than 1 MiB");
            }
            content = Files.readString(path);
        } catch (CharacterCodingException e) {
            throw new IOException("cannot read the configuration in %s: it is not written in UTF-8".formatted(path), e);
        } catch (IOException e) {
            String why = e instanceof NoSuchFileException ? "there is no such file" : e.getMessage();
            throw new IOException("cannot read the configuration in %s: %s".formatted(path, why), e);
        }
        return isYaml ? YamlText.read(content) : PropertiesText.read(content);
    }

    /** Those whose names are known. */
    List<Setting> settings() {
        return settings;
    }

    /** What is wrong with the text and the names in it, in the order of lines; nothing of the values. */
    List<Complaint> complaints() {
        return complaints;
    }

    /** What is wrong with it in one line; empty if nothing is. */
    public Optional<String> complaint() {
        if (complaints.isEmpty()) {
            return Optional.empty();
        }
        String first = complaints.get(0).of(path);
        int more = complaints.size() - 1;
        return Optional.of(
                more == 0 ? first : "%s; and %s more: campanile check-config %s".formatted(first, more, path));
    }

    /** Its value for an option; empty if it has none. */
    public Optional<String> value(OptionSpec option) {
        return find(option).map(Setting::text);
    }

    /** Where that stands. */
    public Optional<String> place(OptionSpec option) {
        return find(option).map(setting -> "%s, line %s".formatted(path, setting.line()));
    }

    private Optional<Setting> find(OptionSpec option) {
        return settings.stream().filter(setting -> setting.isOf(option)).findFirst();
    }
}
