package io.campanile.proto.socket;

import io.netty.channel.unix.Errors.NativeIoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How many files this process may have open, connections among them, and what to say when there are no more. */
public final class FileLimit {

    private static final Path LIMITS = Path.of("/proc/self/limits");

    /** The line of the file; the limit that holds is the first of its two numbers. */
    private static final String MOST = "Max open files";

    private static final int DEEPEST = 20;

    // The numbers of these errors on Linux, macOS and the BSDs.
    private static final int ENFILE = 23;
    private static final int EMFILE = 24;

    /** Read in time: when no file is left, this one cannot be opened either. */
    private static final Optional<String> OF_THIS_PROCESS = in(LIMITS);

    private FileLimit() {}

    /** The limit in this file of Linux; empty where there is no such file. */
    static Optional<String> in(Path limits) {
        try (Stream<String> lines = Files.lines(limits)) {
            return lines.filter(line -> line.startsWith(MOST))
                    .map(line -> line.substring(MOST.length()).strip().split("\\s+", 2)[0])
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** One sentence that says what ran out, and what to raise, if that is what a failure is about; empty otherwise. */
    public static Optional<String> reached(@Nullable Throwable failure) {
        Throwable each = failure;
        for (int i = 0; i < DEEPEST && each != null; i++) {
            if (is(each, ENFILE, "too many open files in system")) {
                return Optional.of("this machine has no files left: raise fs.file-max");
            }
            if (is(each, EMFILE, "too many open files")) {
                return Optional.of(
                        ("this process has no files left%s: raise the limit (ulimit -n, LimitNOFILE of a systemd unit,"
                                        + " nofile of a container)")
                                .formatted(OF_THIS_PROCESS
                                        .map(most -> " of the " + most + " that it may open")
                                        .orElse("")));
            }
            each = each.getCause();
        }
        return Optional.empty();
    }

    /** The system says it in the language of the process; Netty keeps the number, too. */
    private static boolean is(Throwable failure, int number, String inEnglish) {
        return failure instanceof NativeIoException numbered
                ? numbered.expectedErr() == -number
                : String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT).contains(inEnglish);
    }

    /** Reads the limit while there are files left to read it with. */
    static void lookUp() {
        // Whoever calls this has the class initialized.
    }
}
