package io.campanile.it;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@code CONTRIBUTING.md} asks of every class, as far as a program can see it. */
@AnalyzeClasses(packages = "io.campanile", importOptions = WithoutTests.class)
class HouseRulesTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final int MOST_LINES = 250;
    private static final int MOST_MUTABLE_FIELDS = 12;

    /** Modules that others build on: whoever embeds them has no command line. */
    private static final List<String> LIBRARIES =
            List.of("core", "clock", "proto", "os", "slave", "master", "recording", "admin", "junit", "testcontainers");

    /** Their Javadoc says why they have more. */
    private static final Set<String> EXPLAINED = Set.of(
            "io.campanile.core.filter.PathNoise",
            "io.campanile.simulator.world.VirtualClock",
            "io.campanile.slave.SlaveBuilder");

    /** The name of an option at the beginning of a text or within it. */
    private static final Pattern OPTION = Pattern.compile("\"(?:[^\"\\n]*[ (])?--[a-z][a-z-]+");

    /** Options are filled in by picocli: each is a field that changes once. */
    @ArchTest
    static final ArchRule classesKeepLittleState = classes()
            .that()
            .resideOutsideOfPackages(
                    "io.campanile.proto.v1..",
                    "io.campanile.recording.v1..",
                    "io.campanile.cli..",
                    "io.campanile.bench..")
            .should(haveFewMutableFields());

    private static ArchCondition<JavaClass> haveFewMutableFields() {
        return new ArchCondition<>("have at most %s fields that change".formatted(MOST_MUTABLE_FIELDS)) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                long mutable = type.getFields().stream()
                        .filter(HouseRulesTest::changes)
                        .count();
                if (mutable > MOST_MUTABLE_FIELDS && !EXPLAINED.contains(type.getName())) {
                    events.add(SimpleConditionEvent.violated(
                            type, "%s has %s fields that change".formatted(type.getName(), mutable)));
                }
            }
        };
    }

    private static boolean changes(JavaField field) {
        return !field.getModifiers().contains(JavaModifier.FINAL)
                && !field.getModifiers().contains(JavaModifier.STATIC);
    }

    @Test
    void noClassIsLongerThanPeopleRead() throws IOException {
        assertThat(sources(path -> true, source -> linesWithoutImports(source) > MOST_LINES))
                .isEmpty();
    }

    private static long linesWithoutImports(String source) {
        return source.lines().filter(line -> !line.startsWith("import ")).count();
    }

    @Test
    void librariesNameSettingsAndNotOptions() throws IOException {
        assertThat(sources(
                        path -> LIBRARIES.contains(path.getName(0).toString()),
                        source -> OPTION.matcher(source).find()))
                .isEmpty();
    }

    /** Failsafe has a property of its own since 3.6; whoever skips tests means all of them. */
    @Test
    void whoSkipsTestsSkipsIntegrationTestsToo() {
        assertThat(read(ROOT.resolve("pom.xml"))).contains("<skipITs>${skipTests}</skipITs>");
    }

    /** A jar in the checkout is code that nobody can read. */
    @Test
    void mavenComesFromItsOwnArchiveByAScriptAlone() throws IOException {
        assertThat(read(ROOT.resolve(".mvn/wrapper/maven-wrapper.properties")))
                .contains("distributionType=only-script", "distributionUrl=https://archive.apache.org/dist/maven/");
        try (Stream<Path> files = Files.list(ROOT.resolve(".mvn/wrapper"))) {
            assertThat(files).hasSize(1);
        }
        assertThat(ROOT.resolve("mvnw")).isExecutable();
    }

    /** The main sources, relative to the checkout, of which both hold. */
    private static List<Path> sources(Predicate<Path> where, Predicate<String> what) throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(path -> path.toString().endsWith(".java"))
                    .map(ROOT::relativize)
                    .filter(path -> path.toString().contains("/src/main/java/"))
                    .filter(where)
                    .filter(path -> what.test(read(ROOT.resolve(path))))
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
