package io.campanile.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonTargetTest {

    private static String deliver(@Nullable Path target) throws IOException {
        StringWriter out = new StringWriter();
        new JsonTarget(target).deliver(new PrintWriter(out), List.of("a line"), "{}");
        return out.toString();
    }

    @Test
    void nowhereLeavesTheLines() throws IOException {
        assertThat(deliver(null)).isEqualToIgnoringNewLines("a line");
    }

    @Test
    void standardOutputIsForTheJsonAlone() throws IOException {
        assertThat(deliver(Path.of("-"))).isEqualToIgnoringNewLines("{}");
        assertThat(Path.of("-")).doesNotExist();
    }

    @Test
    void aFileGetsOneLineBesideTheLines(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("result.json");
        assertThat(deliver(file)).isEqualToIgnoringNewLines("a line");
        assertThat(file).hasContent("{}\n");
    }

    @Test
    void refusesWhatCannotBeWrittenBeforeTheWorkIsDone(@TempDir Path folder) {
        assertThatThrownBy(() -> new JsonTarget(folder.resolve("none/x.json")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("there is no such directory");
        assertThatThrownBy(() -> new JsonTarget(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("it is a directory");
    }
}
