package io.campanile.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A takeover can be played by one process alone. */
class RehearsalTest {

    @TempDir
    private Path directory;

    @Test
    void twoLeadOneAfterTheOtherAndLeaveNothingBehind() throws IOException, InterruptedException {
        Path stage = directory.resolve("rehearsal");
        // A process ended in the middle.
        Files.createDirectories(stage.resolve("a").resolve("raft-of-old"));

        Rehearsal.play(stage);

        assertThat(stage).doesNotExist();
    }
}
