package io.campanile.slave;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a slave brings to the class path of whoever depends on it. */
class DependenciesTest {

    private static final Pattern NAME = Pattern.compile("`([\\w-]+)`");
    private static final Pattern JAR = Pattern.compile(".*/(.+?)-\\d[^/]*\\.jar");

    @Test
    void areThoseThatTheDocumentLists() throws IOException {
        String document = Files.readString(Path.of("..", "docs", "embedding.md"));
        int from = document.indexOf("It brings ");
        String list = document.substring(from, document.indexOf("Your build may replace", from));
        Set<String> told =
                NAME.matcher(list).results().map(name -> name.group(1)).collect(Collectors.toCollection(TreeSet::new));

        assertThat(told).isEqualTo(brought());
        assertThat(told.stream().filter(name -> name.startsWith("netty-"))).hasSize(9);
    }

    /** The jars of others, as Maven has found them from the poms. */
    private static Set<String> brought() throws IOException {
        return Arrays.stream(
                        Files.readString(Path.of("target", "runtime-classpath")).split(File.pathSeparator))
                .map(JAR::matcher)
                .filter(jar -> jar.matches() && !jar.group(1).startsWith("campanile-"))
                .map(jar -> jar.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
