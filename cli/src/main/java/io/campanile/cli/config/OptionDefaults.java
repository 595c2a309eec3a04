package io.campanile.cli.config;

import io.campanile.cli.option.Environment;
import io.campanile.cli.option.EnvironmentDefaults;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What options are that the command line does not give: first as the environment says, then as a file says. */
public final class OptionDefaults implements IDefaultValueProvider {

    private final EnvironmentDefaults environment;
    private @Nullable ConfigFile file;

    /** Without a file, until there is one. */
    public OptionDefaults(Environment environment) {
        this.environment = new EnvironmentDefaults(environment);
    }

    /** Takes from this file what the environment does not say. */
    public void use(ConfigFile config) {
        this.file = config;
    }

    @Override
    public @Nullable String defaultValue(ArgSpec arg) {
        String said = environment.defaultValue(arg);
        if (said != null || file == null || !(arg instanceof OptionSpec option)) {
            return said;
        }
        return file.value(option).orElse(null);
    }

    /** Where an option's value comes from if the command line does not give it; empty if nobody says anything. */
    public Optional<String> source(OptionSpec option) {
        if (environment.defaultValue(option) != null) {
            return Optional.of("the environment variable " + EnvironmentDefaults.variable(option));
        }
        return file == null ? Optional.empty() : file.place(option);
    }
}
