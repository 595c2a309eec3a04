package io.campanile.cli.option;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Takes an option that the command line does not give from the environment. Help and version are asked for by hand only:
 * images like to set a {@code CAMPANILE_VERSION} that is meant for people. Nor is a port taken from what Kubernetes tells each
 * container of a Service: that of one called {@code campanile} is {@code CAMPANILE_PORT=tcp://10.0.0.7:8080}.
 */
public final class EnvironmentDefaults implements IDefaultValueProvider {

    private static final String PREFIX = "CAMPANILE_";

    private static final Pattern SERVICE_LINK = Pattern.compile("(tcp|udp|sctp)://.*");

    private final Environment environment;

    /** Each is told once, though it is asked for several times. */
    private final Set<String> ignored = new HashSet<>();

    public EnvironmentDefaults(Environment environment) {
        this.environment = environment;
    }

    @Override
    public @Nullable String defaultValue(ArgSpec arg) {
        return arg instanceof OptionSpec option && !option.usageHelp() && !option.versionHelp() ? value(option) : null;
    }

    private @Nullable String value(OptionSpec option) {
        String variable = variable(option);
        String value = environment.get(variable);
        if (value == null || !isServiceLink(variable, value)) {
            return value;
        }
        if (ignored.add(variable)) {
            log().warn(
                            "ignored {}={}: that is where Kubernetes says that a Service is, and no port to listen on. Give {} where it is to"
                                    + " be another than the default, and set enableServiceLinks: false to be without such variables",
                            variable,
                            value,
                            option.longestName());
        }
        return null;
    }

    /** As a constant it would have every command read the log's configuration. */
    private static Logger log() {
        return LoggerFactory.getLogger(EnvironmentDefaults.class);
    }

    private static boolean isServiceLink(String variable, String value) {
        return variable.endsWith("_PORT") && SERVICE_LINK.matcher(value).matches();
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
