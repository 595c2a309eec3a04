package io.campanile.builds;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The Javas of this machine. */
final class Javas {

    private static final Path INSTALLED = Path.of("/usr/lib/jvm");

    private Javas() {}

    /** The one that runs the tests. */
    static Path own() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    /** One of that version; where there is none, the test is skipped. */
    static Path ofVersion(int version) throws IOException {
        List<Path> found = List.of();
        if (Files.isDirectory(INSTALLED)) {
            try (Stream<Path> homes = Files.list(INSTALLED)) {
                found = homes.filter(home -> home.getFileName().toString().matches(".*\\b" + version + "\\b.*"))
                        .map(home -> home.resolve("bin/java"))
                        .filter(Files::isExecutable)
                        .sorted()
                        .toList();
            }
        }
        assumeTrue(!found.isEmpty(), () -> "there is no Java %s in %s".formatted(version, INSTALLED));
        return found.get(0);
    }
}
