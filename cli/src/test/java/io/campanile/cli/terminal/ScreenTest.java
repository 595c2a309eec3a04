package io.campanile.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jline.builtins.ScreenTerminal;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.Test;

/** What a person sees: the output is drawn by an emulator. */
class ScreenTest {

    private static final int COLUMNS = 20;
    private static final int ROWS = 5;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ScreenTerminal seen = new ScreenTerminal(COLUMNS, ROWS);
    private final Terminal terminal;
    private final Screen screen;

    ScreenTest() throws IOException {
        terminal =
                new DumbTerminal("test", "xterm", new ByteArrayInputStream(new byte[0]), out, StandardCharsets.UTF_8);
        terminal.setSize(new Size(COLUMNS, ROWS));
        screen = new Screen(terminal);
    }

    private void assertShows(String... lines) {
        // A terminal's driver starts a line at its left end.
        seen.write(out.toString(StandardCharsets.UTF_8).replaceAll("(?<!\r)\n", "\r\n"));
        out.reset();
        assertThat(seen.toString().stripTrailing().lines().map(String::stripTrailing))
                .containsExactly(lines);
    }

    @Test
    void drawsEachFrameOverTheLast() {
        screen.draw(List.of("first", "of two"));
        assertShows("first", "of two");
        screen.draw(List.of("one"));
        assertShows("one");
        screen.draw(List.of("one", "two", "three"));
        assertShows("one", "two", "three");
    }

    @Test
    void isNeverWiderOrTallerThanTheTerminal() {
        String wide = "0123456789012345678901234567890123456789";
        for (int frame = 0; frame < 3; frame++) {
            screen.draw(List.of(wide, "\033[31m" + wide + "\033[0m", "ok", "four", "five", "six"));
            assertShows(wide.substring(0, COLUMNS), wide.substring(0, COLUMNS), "ok", "four");
        }
        assertThat(screen.rows()).isEqualTo(ROWS - 1);
    }

    @Test
    void opensNoTerminalToTakeNothingAway() {
        screen.draw(List.of());
        assertThat(out.size()).isZero();
    }
}
