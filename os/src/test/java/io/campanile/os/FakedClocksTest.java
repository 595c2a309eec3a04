package io.campanile.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FakedClocksTest {

    @Test
    void aProcessWithFakedClocksIsFound(@TempDir Path directory) throws IOException {
        Path maps = directory.resolve("maps");
        Files.writeString(maps, "7f0 r-xp /usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1\n");
        assertThat(FakedClocks.areIn(maps)).isTrue();
        Files.writeString(maps, "7f0 r-xp /usr/lib/x86_64-linux-gnu/libc.so.6\n");
        assertThat(FakedClocks.areIn(maps)).isFalse();
        assertThat(FakedClocks.areIn(directory.resolve("none"))).isFalse();
    }
}
