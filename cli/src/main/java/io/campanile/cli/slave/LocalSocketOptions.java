package io.campanile.cli.slave;

import io.campanile.cli.option.FileMode;
import io.campanile.slave.LocalSocket;
import io.campanile.slave.Slave;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Where other programs of this machine ask for cluster time. */
@SuppressWarnings("NullAway.Init") // picocli fills the options in
final class LocalSocketOptions {

    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--local-socket",
            paramLabel = "PATH",
            description =
                    "Answer other programs of this machine, in whatever language, at this UNIX socket: with cluster time, its error"
                            + " and status. 1 to 107 bytes; Linux only. Without it there is none.")
    private @Nullable Path path;

    @Option(
            names = "--local-socket-mode",
            paramLabel = "MODE",
            converter = FileMode.Octal.class,
            description =
                    "Who may ask there: whoever may write to its file, which gets this mode, in octal digits. 666, everybody,"
                            + " unless it is given.")
    private @Nullable FileMode mode;

    /**
     * Checks what there is.
     *
     * @throws ParameterException if an option is out of its range
     */
    void check() {
        if (path == null && mode != null) {
            throw new ParameterException(
                    spec.commandLine(), "--local-socket-mode is the mode of a socket: give --local-socket, too");
        }
        if (path != null) {
            try {
                LocalSocket.requirePath(path);
            } catch (IllegalArgumentException e) {
                throw new ParameterException(spec.commandLine(), "--local-socket: " + e.getMessage(), e);
            }
        }
    }

    /** Opens it, if there is to be one. */
    @Nullable
    LocalSocket open(Slave slave) throws IOException {
        return path == null
                ? null
                : LocalSocket.open(slave, path, mode == null ? LocalSocket.EVERYBODY : mode.permissions());
    }

    /** Where it is; for a line in the log. */
    @Nullable
    Path path() {
        return path;
    }
}
