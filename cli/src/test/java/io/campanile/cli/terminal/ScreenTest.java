package io.campanile.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScreenTest {

    private final StringWriter out = new StringWriter();
    private final Screen screen = new Screen(new PrintWriter(out));

    @Test
    void drawsTheFirstFrameWhereTheCursorIs() {
        screen.draw(List.of("a", "b"));
        assertThat(out).hasToString("a\nb\n");
    }

    @Test
    void drawsTheNextFrameOverTheLast() {
        screen.draw(List.of("a", "b"));
        screen.draw(List.of("c"));
        screen.draw(List.of("d"));
        assertThat(out).hasToString("a\nb\n\033[2F\033[Jc\n\033[1F\033[Jd\n");
    }
}
