package io.campanile.cli.option;

import io.campanile.cli.Version;
import io.campanile.recording.Recording;
import io.campanile.recording.Subject;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What a master or a slave writes down of what it does. */
@SuppressWarnings("NullAway.Init") // picocli fills the options in
public final class RecordOptions {

    private static final int MOST_MEGABYTES = 1_000_000;
    private static final long MEGABYTE = 1_000_000;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--record",
            paramLabel = "FILE",
            description = "Write every exchange and decision there, for campanile replay. When it is full, another one"
                    + " begins; the seven before it are kept as FILE.1, the newest, to FILE.7.")
    private @Nullable Path file;

    @Option(
            names = "--record-limit",
            paramLabel = "MB",
            defaultValue = "256",
            description = "How large those files may be together, in megabytes; 1 to 1000000.")
    private int limitMegabytes;

    /**
     * Checks the limit.
     *
     * @throws ParameterException if it is out of its range
     */
    public void check() {
        if (limitMegabytes < 1 || limitMegabytes > MOST_MEGABYTES) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--record-limit is %s; choose 1 to %s megabytes".formatted(limitMegabytes, MOST_MEGABYTES));
        }
    }

    /**
     * Begins the recording.
     *
     * @param name what people call who is recorded
     * @return null if none is wanted
     * @throws IOException if it cannot be written: one sentence that says what to do
     */
    public @Nullable Recording begin(Subject subject, String name) throws IOException {
        if (file == null) {
            return null;
        }
        String version = new Version().getVersion()[0];
        Recording recording = Recording.begin(file, limitMegabytes * MEGABYTE, version, subject, name);
        // No constant: each run makes the options of every command, and all would wait for the log's configuration.
        LoggerFactory.getLogger(RecordOptions.class).info("what it is told and decides is recorded in {}", file);
        return recording;
    }
}
