package io.campanile.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people copy from the documents compiles, with the imports that stand there. */
class SnippetsTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern JAVA = Pattern.compile("(?s)```java\n(.*?)```");
    private static final Pattern IMPORT = Pattern.compile("(?m)^import [\\w.]+\\.(\\w+);$");

    /** What a reader has already, when a snippet speaks of it. */
    private static final String GIVEN = """
            io.campanile.clock.ClusterClock clock;
            io.campanile.slave.Slave slave;
            java.time.Instant deadline;
            com.google.protobuf.MessageLite myMessage;
            io.micrometer.core.instrument.MeterRegistry registry;
            io.netty.channel.Channel channel;
            """;

    @TempDir
    private Path folder;

    private record Snippet(Path document, String text) {

        String imports() {
            return IMPORT.matcher(text).results().map(found -> found.group()).collect(Collectors.joining("\n"));
        }

        String statements() {
            return IMPORT.matcher(text).replaceAll("");
        }
    }

    @Test
    void compileWithTheImportsThatStandThere() throws IOException {
        List<Snippet> snippets = snippets();
        assertThat(snippets).hasSizeGreaterThan(6);
        List<Path> sources = new ArrayList<>();
        for (Snippet snippet : snippets) {
            sources.add(write("Snippet" + sources.size(), snippet));
        }
        assertThat(compile(sources)).isEmpty();
    }

    @Test
    void importNothingThatTheyDoNotUse() throws IOException {
        assertThat(snippets())
                .allSatisfy(snippet -> assertThat(
                                IMPORT.matcher(snippet.text).results().map(found -> found.group(1)))
                        .as("%s imports", snippet.document)
                        .isNotEmpty()
                        .allSatisfy(type -> assertThat(snippet.statements()).containsPattern("\\b" + type + "\\b")));
    }

    private static List<Snippet> snippets() throws IOException {
        List<Snippet> all = new ArrayList<>();
        List<Path> documents = new ArrayList<>(List.of(ROOT.resolve("README.md")));
        try (Stream<Path> files = Files.list(ROOT.resolve("docs"))) {
            files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(documents::add);
        }
        for (Path document : documents) {
            JAVA.matcher(Files.readString(document))
                    .results()
                    .forEach(found -> all.add(new Snippet(ROOT.relativize(document), found.group(1))));
        }
        return all;
    }

    private Path write(String type, Snippet snippet) throws IOException {
        String source = """
                %s
                /** Of %s. */
                final class %s {
                %s
                    void run() throws Exception {
                %s
                    }
                }
                """.formatted(snippet.imports(), snippet.document, type, GIVEN, snippet.statements());
        return Files.writeString(folder.resolve(type + ".java"), source);
    }

    /** What the compiler complains about. */
    private String compile(List<Path> sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            compiler.getTask(
                            said,
                            files,
                            null,
                            List.of("-proc:none", "-d", folder.toString(), "-classpath", classPath),
                            null,
                            files.getJavaFileObjectsFromPaths(sources))
                    .call();
        }
        return said.toString();
    }
}
