package io.campanile.slave;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.LocalClock;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.discipline.DisciplineLimits;
import io.campanile.core.discipline.Timeline;
import io.campanile.core.message.AnnouncementKind;
import io.campanile.core.message.Body;
import io.campanile.proto.SkewedClock;
import io.campanile.proto.SystemClock;
import io.campanile.proto.Transport;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What users compile against, line by line, so that nobody changes it by accident. When it is on purpose:
 *
 * <pre>mvn test -pl slave -am -Dtest=PublicApiTest -Dsurefire.failIfNoSpecifiedTests=false -Dapi.update=true</pre>
 *
 * <p>and the difference of {@code public-api.txt} shows in the commit what it does to them.
 */
class PublicApiTest {

    private static final Path BASELINE = Path.of("src", "test", "resources", "public-api.txt");

    /** Types of other modules that the slave's own show. */
    private static final List<Class<?>> SHOWN = List.of(
            LocalClock.class,
            ClockStatus.class,
            DisciplineLimits.class,
            Timeline.class,
            AnnouncementKind.class,
            Body.class,
            SystemClock.class,
            SkewedClock.class,
            Transport.class);

    @Test
    void isWhatItWasUnlessItIsChangedOnPurpose() throws IOException {
        String now = Stream.concat(ownTypes().stream(), SHOWN.stream())
                .map(PublicApiTest::signatures)
                .sorted()
                .collect(Collectors.joining("\n"));
        if (Boolean.getBoolean("api.update")) {
            Files.createDirectories(BASELINE.getParent());
            Files.writeString(BASELINE, now);
        }

        assertThat(now).isEqualTo(Files.readString(BASELINE));
    }

    private static List<Class<?>> ownTypes() throws IOException {
        Path classes = whereIs(Slave.class);
        try (Stream<Path> files = Files.walk(classes)) {
            return files.map(classes::relativize)
                    .map(Path::toString)
                    .filter(name -> name.endsWith(".class") && !name.endsWith("package-info.class"))
                    .map(name -> name.replace(".class", "").replace('/', '.').replace('\\', '.'))
                    .<Class<?>>map(PublicApiTest::load)
                    .filter(PublicApiTest::isPublic)
                    .toList();
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, PublicApiTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private static Path whereIs(Class<?> type) {
        return Path.of(URI.create(
                type.getProtectionDomain().getCodeSource().getLocation().toString()));
    }

    private static boolean isPublic(Class<?> type) {
        Class<?> outer = type.getDeclaringClass();
        return Modifier.isPublic(type.getModifiers()) && (outer == null || isPublic(outer));
    }

    /** What {@code javap} says of a type, its members sorted. */
    private static String signatures(Class<?> type) {
        StringWriter out = new StringWriter();
        PrintWriter writer = new PrintWriter(out);
        int code = ToolProvider.findFirst("javap")
                .orElseThrow()
                .run(writer, writer, "-protected", "-cp", whereIs(type).toString(), type.getName());
        assertThat(code).as(out.toString()).isZero();
        List<String> lines = out.toString()
                .lines()
                .filter(line -> !line.startsWith("Compiled from"))
                .toList();
        Stream<String> members =
                lines.stream().filter(line -> line.startsWith(" ")).sorted();
        return lines.get(0) + members.map(line -> "\n" + line).collect(Collectors.joining()) + "\n}\n";
    }
}
