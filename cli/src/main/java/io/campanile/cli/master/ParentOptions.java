package io.campanile.cli.master;

import io.campanile.cli.option.Address;
import io.campanile.master.ParentConfig;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Whose cluster's time that of a master follows. */
@SuppressWarnings("NullAway.Init") // picocli fills the options in
final class ParentOptions {

    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--parent",
            paramLabel = "HOST:PORT",
            split = ",",
            description =
                    "The master whose cluster's time this one's follows, or the members of its group, separated by"
                            + " commas; the port is 8080 unless given. In a group of masters, the one that leads follows it.")
    @Nullable
    private List<Address> parent;

    @Option(
            names = "--parent-patience",
            paramLabel = "DURATION",
            showDefaultValue = Visibility.NEVER,
            description =
                    "How long a new cluster waits for the parent's time before it founds one of its own, which then comes"
                            + " to the parent's slowly; 0s to 1d, 5 minutes unless given.")
    @Nullable
    private Duration patience;

    /**
     * The same master, with its parent if it was given one.
     *
     * @throws ParameterException if only the patience was given
     * @throws IllegalArgumentException naming the setting that is out of its range, or does not go with the others
     */
    MasterSettings of(MasterSettings settings) {
        if (parent == null) {
            if (patience != null) {
                throw new ParameterException(
                        spec.commandLine(), "--parent-patience is for how long to wait for a --parent; give that, too");
            }
            return settings;
        }
        return new MasterSettings(settings.config()
                .withParent(new ParentConfig(
                        parent.stream().map(Address::unresolved).toList(),
                        patience == null ? ParentConfig.PATIENCE_NANOS : patience.toNanos())));
    }
}
