package io.campanile.bench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ChildTest {

    private static final Pattern PORT = Pattern.compile("^port (\\d+)$");

    @Test
    void waitsForALine() throws Exception {
        try (Child child = shell("echo hello; echo port 4711; sleep 60")) {
            assertThat(child.await(PORT, 10)).isEqualTo("4711");
            assertThat(child.isAlive()).isTrue();
        }
    }

    @Test
    void saysWhatCameInstead() throws Exception {
        try (Child child = shell("echo cannot listen >&2")) {
            assertThatThrownBy(() -> child.await(PORT, 10))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cannot listen");
        }
    }

    @Test
    void endsWhatItStarted() throws Exception {
        Child child = shell("sleep 60");
        child.close();
        assertThat(child.isAlive()).isFalse();
    }

    private static Child shell(String script) throws IOException {
        return new Child("shell", new ProcessBuilder("sh", "-c", script));
    }
}
