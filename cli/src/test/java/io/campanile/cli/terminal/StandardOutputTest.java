package io.campanile.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is printed, and may be lost. */
class StandardOutputTest {

    private final List<String> failures = new ArrayList<>();

    @Test
    void passesOnWhatIsPrinted() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        StandardOutput output = new StandardOutput(bytes, failure -> failures.add(failure.getMessage()));
        new PrintStream(output, true, StandardCharsets.UTF_8).println("tick µs");
        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("tick µs" + System.lineSeparator());
        assertThat(failures).isEmpty();
    }

    @Test
    void tellsOnceThatItIsLost() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        StandardOutput output = new StandardOutput(full, failure -> failures.add(failure.getMessage()));
        try (PrintStream out = new PrintStream(output, true, StandardCharsets.UTF_8)) {
            out.println("one");
            out.println("two");
        }
        assertThat(failures).containsExactly("No space left on device");
    }
}
