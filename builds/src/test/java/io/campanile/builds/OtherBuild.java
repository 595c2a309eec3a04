package io.campanile.builds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A project of somebody who uses what we publish: it is compiled by a Maven or a Gradle of its own, and run by any Java. */
final class OtherBuild {

    private static final Path SOURCES = Path.of("src", "test", "builds");
    private static final Path MAVEN = Path.of(System.getProperty("maven.home"), "bin", "mvn");
    private static final Path MACHINE = Path.of(System.getProperty("machine.repository"));

    private final Path folder;

    private OtherBuild(Path folder) {
        this.folder = folder;
    }

    /**
     * Compiles a project.
     *
     * @param project its folder under {@code src/test/builds}
     * @param name what to call this copy of it
     * @param values for the names between two {@code @} in its {@code pom.xml}
     */
    static OtherBuild compile(String project, String name, Map<String, String> values) throws Exception {
        Path folder = Path.of("target", "builds", name).toAbsolutePath();
        copy(SOURCES.resolve(project), folder, values);
        Path settings = folder.resolve("settings.xml");
        write(
                SOURCES.resolve("settings.xml"),
                settings,
                Map.of("machine", MACHINE.toUri().toString()));
        run(
                folder,
                Map.of(),
                MAVEN.toString(),
                "-B",
                "-ntp",
                "-q",
                "-s",
                settings.toString(),
                "-Dmaven.repo.local=" + Published.repository(),
                "compile",
                "org.apache.maven.plugins:maven-dependency-plugin:3.9.0:build-classpath",
                "-Dmdep.outputFile=classpath");
        return new OtherBuild(folder);
    }

    /**
     * Compiles the example of plain Maven by the machine's Gradle, and fetches nothing.
     *
     * @param version of what we publish
     */
    static OtherBuild compileByGradle(String version) throws Exception {
        Path folder = Path.of("target", "builds", "gradle").toAbsolutePath();
        copy(
                SOURCES.resolve("gradle"),
                folder,
                Map.of(
                        "published", Published.repository().toUri().toString(),
                        "machine", MACHINE.toUri().toString(),
                        "sources",
                                SOURCES.resolve("plain/src/main/java")
                                        .toAbsolutePath()
                                        .toString(),
                        "campanile", version));
        String home = Path.of("target", "gradle").toAbsolutePath().toString();
        run(folder, Map.of(), "gradle", "--offline", "--no-daemon", "-q", "-g", home, "classPath");
        return new OtherBuild(folder);
    }

    private static void copy(Path from, Path to, Map<String, String> values) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                write(file, copy, values);
            }
        }
    }

    private static void write(Path from, Path to, Map<String, String> values) throws IOException {
        String text = Files.readString(from);
        for (Map.Entry<String, String> value : values.entrySet()) {
            text = text.replace("@" + value.getKey() + "@", value.getValue());
        }
        Files.writeString(to, text);
    }

    /** Runs its {@code shop.Orders} on a Java, which ends well; returns what it says. */
    String succeeds(Path java, int masterPort) throws Exception {
        return run(folder, environment(masterPort), command(java));
    }

    /** The same where it ends with an error. */
    String fails(Path java, int masterPort) throws Exception {
        Result result = result(folder, environment(masterPort), command(java));
        assertThat(result.code).as(result.output).isNotZero();
        return result.output;
    }

    private static Map<String, String> environment(int masterPort) {
        return Map.of("MASTER_PORT", String.valueOf(masterPort));
    }

    private String[] command(Path java) throws IOException {
        String classPath = folder.resolve("target/classes") + ":" + Files.readString(folder.resolve("classpath"));
        return new String[] {java.toString(), "-cp", classPath, "shop.Orders"};
    }

    /** Runs a command that ends well. */
    static String run(Path folder, Map<String, String> environment, String... command) throws Exception {
        Result result = result(folder, environment, command);
        assertThat(result.code).as(result.output).isZero();
        return result.output;
    }

    private record Result(int code, String output) {}

    private static Result result(Path folder, Map<String, String> environment, String... command) throws Exception {
        Path output = Files.createTempFile(Path.of("target"), "said", ".txt");
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(List.of(command)))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(10, TimeUnit.MINUTES))
                    .as("%s ends", command[0])
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Result(process.exitValue(), Files.readString(output));
    }
}
