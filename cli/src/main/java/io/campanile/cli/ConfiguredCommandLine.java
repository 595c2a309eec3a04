package io.campanile.cli;

import io.campanile.cli.config.ConfigFile;
import io.campanile.cli.config.ConfigOption;
import io.campanile.cli.config.OptionDefaults;
import io.campanile.cli.option.Environment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;

/** A command line that reads its configuration file first. */
final class ConfiguredCommandLine extends CommandLine {

    private final Environment environment;
    private final OptionDefaults defaults;

    /**
     * The commands.
     *
     * @param defaults gets the file
     */
    ConfiguredCommandLine(Object command, Environment environment, OptionDefaults defaults) {
        super(command);
        this.environment = environment;
        this.defaults = defaults;
    }

    @Override
    public int execute(String... args) {
        try {
            Path file = ConfigOption.in(args, environment);
            if (file != null) {
                ConfigFile config = ConfigFile.read(file, this);
                Optional<String> complaint = config.complaint();
                if (complaint.isPresent()) {
                    return Failures.usage(new ParameterException(this, complaint.get()), args, defaults);
                }
                defaults.use(config);
            }
        } catch (IOException e) {
            return Failures.execution(e, this);
        }
        return super.execute(args);
    }
}
