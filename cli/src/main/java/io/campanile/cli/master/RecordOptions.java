package io.campanile.cli.master;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What a master writes down of what it does. */
@SuppressWarnings("NullAway.Init") // picocli fills the options in
final class RecordOptions {

    private static final int MOST_MEGABYTES = 1_000_000;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--record",
            paramLabel = "FILE",
            description = "Write every exchange and decision there, for campanile replay. When it is full, another one"
                    + " begins; the seven before it are kept as FILE.1, the newest, to FILE.7.")
    @Nullable
    Path file;

    @Option(
            names = "--record-limit",
            paramLabel = "MB",
            defaultValue = "256",
            description = "How large those files may be together, in megabytes; 1 to 1000000.")
    int limitMegabytes;

    /** Checks the limit. */
    void check() {
        if (limitMegabytes < 1 || limitMegabytes > MOST_MEGABYTES) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--record-limit is %s; choose 1 to %s megabytes".formatted(limitMegabytes, MOST_MEGABYTES));
        }
    }
}
