package io.campanile.cli.option;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Takes an option that the command line does not give from the environment. Help and version are asked for by hand only:
 * images like to set a {@code CAMPANILE_VERSION} that is meant for people.
 */
public final class EnvironmentDefaults implements IDefaultValueProvider {

    private static final String PREFIX = "CAMPANILE_";

    private final Environment environment;

    public EnvironmentDefaults(Environment environment) {
        this.environment = environment;
    }

    @Override
    public @Nullable String defaultValue(ArgSpec arg) {
        return arg instanceof OptionSpec option && !option.usageHelp() && !option.versionHelp()
                ? environment.get(variable(option))
                : null;
    }

    /** Whether a variable may set an option. */
    public static boolean isOption(String variable) {
        return variable.startsWith(PREFIX);
    }

    /** The variable that sets an option. */
    public static String variable(OptionSpec option) {
        String name = option.longestName().replaceFirst("^-+", "");
        return PREFIX + name.replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
