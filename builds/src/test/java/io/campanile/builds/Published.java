package io.campanile.builds;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;

/**
 * A Maven repository of the tests' own, with what this build has packaged, as if it were installed: so nothing of it gets into
 * the one of whoever runs them.
 */
final class Published {

    static final String VERSION = System.getProperty("campanile.version");

    /** This module's folder is where its tests run. */
    static final Path ROOT = Objects.requireNonNull(Path.of("").toAbsolutePath().getParent());

    private static final Path REPOSITORY = Path.of("target", "repository").toAbsolutePath();

    /** What users depend on, by their folders. */
    static final List<String> MODULES = List.of(
            "core",
            "clock",
            "proto",
            "os",
            "slave",
            "slave-shaded",
            "master",
            "spring-boot",
            "spring-boot-starter",
            "spring-boot-3-starter",
            "junit",
            "testcontainers");

    private Published() {}

    /** Where it is, filled. */
    static Path repository() throws IOException {
        copy(ROOT.resolve("pom.xml"), "campanile-parent", "pom");
        copy(ROOT.resolve("bom/pom.xml"), "campanile-bom", "pom");
        for (String module : MODULES) {
            Path folder = ROOT.resolve(module);
            Path reduced = folder.resolve("target/dependency-reduced-pom.xml");
            copy(Files.exists(reduced) ? reduced : folder.resolve("pom.xml"), "campanile-" + module, "pom");
            copy(jar(module), "campanile-" + module, "jar");
        }
        return REPOSITORY;
    }

    /** What this build has packaged of a module. */
    static Path jar(String module) {
        return ROOT.resolve("%s/target/campanile-%s-%s.jar".formatted(module, module, VERSION));
    }

    private static void copy(Path file, String artifact, String type) throws IOException {
        Path folder = REPOSITORY.resolve("io/campanile/%s/%s".formatted(artifact, VERSION));
        Files.createDirectories(folder);
        Files.copy(
                file,
                folder.resolve("%s-%s.%s".formatted(artifact, VERSION, type)),
                StandardCopyOption.REPLACE_EXISTING);
    }
}
