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
     * @param jvmFlags with which flags the processes ran
     */
    public static String describe(String commit, List<String> jvmFlags) throws IOException {
        return "Measured on %s at %s: %d cores (%s), %s %s, Java %s; JVM flags of the processes: `%s`."
                .formatted(
                        LocalDate.now(java.time.ZoneOffset.UTC),
                        commit,
                        Runtime.getRuntime().availableProcessors(),
                        processor(),
                        System.getProperty("os.name"),
                        System.getProperty("os.version"),
                        Runtime.version(),
                        String.join(" ", jvmFlags));
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
