package io.campanile.clock;

import static org.assertj.core.api.Assertions.assertThat;

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

/** What users of a module compile against, held against the file {@code src/test/resources/public-api.txt} of that module. */
public final class PublicApi {

    private static final Path BASELINE = Path.of("src", "test", "resources", "public-api.txt");

    private PublicApi() {}

    /**
     * Fails when the public types of a module are not what the file says; with {@code -Dapi.update=true} writes the file.
     *
     * @param one any type of the module
     * @param shown types of other modules that the module's own show
     */
    public static void assertUnchanged(Class<?> one, List<Class<?>> shown) throws IOException {
        String now = Stream.concat(ownTypes(one).stream(), shown.stream())
                .map(PublicApi::signatures)
                .sorted()
                .collect(Collectors.joining("\n"));
        if (Boolean.getBoolean("api.update")) {
            Files.createDirectories(BASELINE.getParent());
            Files.writeString(BASELINE, now);
        }
        assertThat(now).isEqualTo(Files.readString(BASELINE));
    }

    private static List<Class<?>> ownTypes(Class<?> one) throws IOException {
        Path classes = whereIs(one);
        try (Stream<Path> files = Files.walk(classes)) {
            return files.map(classes::relativize)
                    .map(Path::toString)
                    .filter(name -> name.endsWith(".class") && !name.endsWith("-info.class"))
                    .map(name -> name.replace(".class", "").replace('/', '.').replace('\\', '.'))
                    .<Class<?>>map(PublicApi::load)
                    .filter(PublicApi::isPublic)
                    .toList();
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, PublicApi.class.getClassLoader());
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
