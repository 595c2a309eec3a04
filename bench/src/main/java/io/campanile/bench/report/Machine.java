package io.campanile.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/** Where and when something was measured: no figure means anything without it. */
public final class Machine {

    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    private Machine() {}

    /**
     * One sentence.
     *
     * @param commit what was measured
     * @param smallFlags with which JVM flags the processes ran
     * @param largeFlags and with which for thousands of slaves
     */
    public static String describe(String commit, List<String> smallFlags, List<String> largeFlags) throws IOException {
        return "Measured on %s at %s: %s cores (%s), %s %s, Java %s; JVM flags `%s`, for thousands of slaves `%s`."
                .formatted(
                        LocalDate.now(java.time.ZoneOffset.UTC),
                        commit,
                        Runtime.getRuntime().availableProcessors(),
                        processor(),
                        System.getProperty("os.name"),
                        System.getProperty("os.version"),
                        Runtime.version(),
                        shown(smallFlags),
                        shown(largeFlags));
    }

    /** Where the archive of classes lies says nothing to readers. */
    private static String shown(List<String> flags) {
        return String.join(" ", flags).replaceAll("(-XX:SharedArchiveFile=)\\S*/", "$1");
    }

    private static String processor() throws IOException {
        try (Stream<String> lines = Files.lines(CPU_INFO)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("of unknown make");
        }
    }
}
