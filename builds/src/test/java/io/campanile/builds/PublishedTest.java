package io.campanile.builds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the poms say of what we publish. */
class PublishedTest {

    private static final Pattern MODULE = Pattern.compile("<module>(.*)</module>");
    private static final Pattern ARTIFACT = Pattern.compile("<artifactId>(campanile-.*)</artifactId>");
    private static final Pattern VERSION = Pattern.compile("<version>(\\d.*-SNAPSHOT|\\d+\\.\\d+\\.\\d+)</version>");

    @Test
    void bomNamesEveryLibraryThatIsPublished() throws IOException {
        List<String> published = found(MODULE, "pom.xml")
                .filter(module -> !module.equals("bom"))
                .filter(module -> !pom(module).contains("<maven.deploy.skip>"))
                .map("campanile-%s"::formatted)
                .toList();

        assertThat(found(ARTIFACT, "bom/pom.xml").filter(name -> !name.equals("campanile-bom")))
                .containsExactlyInAnyOrderElementsOf(published);
    }

    /** The bom has no parent from which it would get it. */
    @Test
    void bomHasTheVersionOfTheOthers() throws IOException {
        assertThat(found(VERSION, "bom/pom.xml").findFirst())
                .isEqualTo(found(VERSION, "pom.xml").findFirst());
    }

    private static Stream<String> found(Pattern pattern, String file) throws IOException {
        return pattern.matcher(Files.readString(Published.ROOT.resolve(file)))
                .results()
                .map((MatchResult r) -> r.group(1));
    }

    private static String pom(String module) {
        try {
            return Files.readString(Published.ROOT.resolve(module).resolve("pom.xml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
