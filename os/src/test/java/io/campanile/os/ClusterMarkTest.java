package io.campanile.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterMarkTest {

    /** No Linux counts its processes so far. */
    private static final String NOBODY = Long.toString(1L << 40);

    @TempDir
    private Path directory;

    @Test
    void isSetAsLongAsTheProcessRunsThatHasSetIt() throws IOException {
        ClusterMark mark = new ClusterMark(directory.resolve("run").resolve("mark"));
        assertThat(mark.isSet()).isFalse();
        mark.set();
        assertThat(mark.isSet()).isTrue();
        Files.writeString(mark.file(), NOBODY);
        assertThat(mark.isSet()).as("that process was killed").isFalse();
        mark.set();
        mark.clear();
        assertThat(mark.isSet()).isFalse();
    }

    @Test
    void isSetWhileItIsBeingWritten() throws IOException {
        Path file = Files.createFile(directory.resolve("mark"));
        assertThat(new ClusterMark(file).isSet()).isTrue();
    }
}
