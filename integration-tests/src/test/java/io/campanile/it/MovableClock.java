package io.campanile.it;

import io.campanile.master.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The clocks of one process, which the test sets: libfaketime adds to the machine's what stands in a file, and reads that whenever the
 * process asks for the time. Nobody else's clocks move. Without that library the test is skipped.
 */
final class MovableClock {

    /** Below it there is a folder for each architecture. */
    private static final Path LIBRARIES = Path.of("/usr/lib");

    private static final Path LIBRARY = Path.of("faketime", "libfaketimeMT.so.1");

    /** Which of them move. */
    enum Which {
        /** Wall and monotonic clock, as they stand still together while a machine sleeps. */
        ALL,
        /** The wall clock, as when somebody sets it. */
        WALL
    }

    private final Map<String, String> environment = new HashMap<>();
    private final Path file;

    /**
     * Clocks that are ahead of the machine's by this.
     *
     * @param folder where the file is, of which there is one for each process
     */
    MovableClock(Path folder, String process, Which which, Duration ahead) throws IOException {
        file = folder.resolve(process);
        set(ahead);
        environment.put("LD_PRELOAD", library().toString());
        environment.put("FAKETIME_TIMESTAMP_FILE", file.toString());
        environment.put("FAKETIME_NO_CACHE", "1");
        if (which == Which.WALL) {
            environment.put("FAKETIME_DONT_FAKE_MONOTONIC", "1");
            // Without this it moves the deadlines of those who wait by the monotonic clock, and they wait in vain or
            // not at all.
            environment.put("FAKETIME_FORCE_MONOTONIC_FIX", "0");
        }
    }

    private static Path library() throws IOException {
        try (Stream<Path> architectures = Files.list(LIBRARIES)) {
            Optional<Path> found = architectures
                    .map(folder -> folder.resolve(LIBRARY))
                    .filter(Files::exists)
                    .findFirst();
            Tool.FAKETIME.need(
                    found.isPresent(),
                    "there is no %s below %s: apt-get install libfaketime".formatted(LIBRARY, LIBRARIES));
            return found.orElseThrow();
        }
    }

    /** What the process is started with. */
    Map<String, String> environment() {
        return environment;
    }

    /** Sets them to be ahead of the machine's by this. */
    void set(Duration ahead) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.writeString(next, String.format(Locale.ROOT, "%+d", ahead.toSeconds()));
        // It must never be found half written.
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
