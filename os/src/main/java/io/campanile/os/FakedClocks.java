package io.campanile.os;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether libfaketime shows this process clocks of its own. Then what the kernel says of time, by its stamps or of UTC, is of other clocks than
 * those that this process reads.
 */
public final class FakedClocks {

    private static final Logger log = LoggerFactory.getLogger(FakedClocks.class);

    private FakedClocks() {}

    /** Whether it does. */
    public static boolean inThisProcess() {
        return areIn(Path.of("/proc/self/maps"));
    }

    /** Whether it does, by the libraries that a process has loaded. */
    static boolean areIn(Path maps) {
        try {
            return Files.readString(maps, StandardCharsets.ISO_8859_1).contains("libfaketime");
        } catch (IOException e) {
            log.debug("it cannot be seen what is in this process", e);
            return false;
        }
    }
}
