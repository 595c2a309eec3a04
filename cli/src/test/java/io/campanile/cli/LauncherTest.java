package io.campanile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The script that starts the command, in a checkout of its own, with a Maven and a Java that do nothing. */
class LauncherTest {

    private static final String MAVEN = """
            #!/bin/sh
            echo '[INFO] Building Campanile 0.2.0-SNAPSHOT                                   [1/3]'
            echo '[INFO] Building Campanile core 0.2.0-SNAPSHOT                              [2/3]'
            echo '[WARNING] nobody wants to know'
            echo '[INFO] Building Campanile cli 0.2.0-SNAPSHOT                               [3/3]'
            # Maven leaves the terminal's colours as they were, and no line behind that.
            printf '\\033[0m'
            %s
            """;

    private static final String JAR = "cli/target/campanile/campanile-cli.jar";

    @TempDir
    private Path checkout;

    @BeforeEach
    void lay() throws IOException {
        Files.copy(Path.of("..", "campanile"), checkout.resolve("campanile"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.createDirectories(checkout.resolve("cli/target/campanile"));
        Files.createDirectories(checkout.resolve("cli/src/main"));
        Files.createFile(checkout.resolve("pom.xml"));
        Files.createFile(checkout.resolve("cli/pom.xml"));
        Files.createDirectories(checkout.resolve("jdk/bin"));
        script("jdk/bin/java", "#!/bin/sh\necho \"$@\"\n");
    }

    private void script(String name, String text) throws IOException {
        Path file = Files.writeString(checkout.resolve(name), text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private void maven(String last) throws IOException {
        script("jdk/bin/mvn", MAVEN.formatted(last));
    }

    private Cli.Result run(Map<String, String> environment, String... args) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(checkout.resolve("campanile").toString()));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("CAMPANILE_") || name.startsWith("JAVA_"));
        builder.environment().put("JAVA_HOME", checkout.resolve("jdk").toString());
        builder.environment().merge("PATH", checkout.resolve("jdk/bin") + ":", (path, own) -> own + path);
        builder.environment().putAll(environment);
        Path err = checkout.resolve("err");
        Process process = builder.redirectError(err.toFile()).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Cli.Result(process.waitFor(), out, Files.readString(err));
    }

    @Test
    void showsWhatItBuildsAndThenRuns() throws Exception {
        maven("touch " + checkout.resolve(JAR));
        Cli.Result result = run(Map.of(), "status");
        assertThat(result.exit()).isZero();
        assertThat(result.errLines()).contains("  2/3 core", "  3/3 cli");
        assertThat(result.err()).contains("building it first").doesNotContain("nobody wants", "INFO");
        assertThat(result.out()).contains("-jar " + checkout.resolve(JAR) + " status");
        assertThat(run(Map.of(), "status").err()).isEmpty();
    }

    @Test
    void showsWhyTheBuildFailed() throws Exception {
        maven("echo '[ERROR] cannot find symbol'; exit 1");
        Cli.Result result = run(Map.of(), "status");
        assertThat(result.exit()).isOne();
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("[ERROR] cannot find symbol", "campanile: the build failed; see above");
    }

    @Test
    void namesAWrongJavaHome() throws Exception {
        Cli.Result result = run(Map.of("JAVA_HOME", "/nowhere"), "status");
        assertThat(result.exit()).isOne();
        assertThat(result.errLines())
                .containsExactly(
                        "campanile: JAVA_HOME is '/nowhere', and there is no bin/java in it: point it at a JDK 17 or"
                                + " newer, or unset it");
    }

    @ParameterizedTest
    @CsvSource({"LANG, xx_XX.UTF-8, ''", "LC_ALL, xx_XX.UTF-8, xx_XX.UTF-8"})
    void hearsOfFailuresInEnglishAndReadsNamesAsTheyAreWrittenHere(String variable, String locale, String characters)
            throws Exception {
        maven("touch " + checkout.resolve(JAR));
        script("jdk/bin/java", "#!/bin/sh\necho \"${LC_ALL-unset} ${LC_MESSAGES-} ${LC_CTYPE-}\"\n");
        Map<String, String> environment = new HashMap<>(Map.of("LC_ALL", "", "LC_CTYPE", "", "LC_MESSAGES", ""));
        environment.put(variable, locale);
        assertThat(run(environment, "status").out().lines())
                .last()
                .asString()
                .endsWith(" C " + characters)
                .doesNotStartWith("xx");
    }

    @Test
    void compilesEarlyWhereItPays() throws Exception {
        maven("touch " + checkout.resolve(JAR));
        assertThat(run(Map.of(), "slave", "--master", "m").out()).contains("CompileThresholdScaling=0.05");
        assertThat(run(Map.of(), "status").out()).contains("CompileThresholdScaling=4");
    }

    @Test
    void doesNotStopForAWholeCollectionBecauseCodeHasBeenCompiled() throws Exception {
        maven("touch " + checkout.resolve(JAR));
        assertThat(run(Map.of(), "master").out()).contains("ReservedCodeCacheSize=240m");
        assertThat(run(Map.of(), "slave", "--master", "m").out()).contains("ReservedCodeCacheSize=240m");
    }

    @ParameterizedTest
    @CsvSource({
        "load --master m, Z",
        "load --master m --slaves 501, Z",
        "load --slaves=20 --master m, Serial",
        "load --slaves 500 --master m, Serial",
        "load --slaves x, Serial",
        "master, Serial"
    })
    void takesALargeHeapForVeryManySlavesOnly(String arguments, String collector) throws Exception {
        maven("touch " + checkout.resolve(JAR));
        assertThat(run(Map.of(), arguments.split(" ")).out()).contains("-XX:+Use" + collector + "GC");
        assertThat(run(Map.of("CAMPANILE_JVM", "large"), arguments.split(" ")).out())
                .contains("-XX:+UseZGC");
        assertThat(run(Map.of("CAMPANILE_JVM", "small"), arguments.split(" ")).out())
                .contains("-XX:+UseSerialGC");
    }
}
