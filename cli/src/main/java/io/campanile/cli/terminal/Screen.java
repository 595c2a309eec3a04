package io.campanile.cli.terminal;

import java.io.PrintWriter;
import java.util.List;

/** A block of lines that is refreshed in place on a terminal. */
public final class Screen {

    private final PrintWriter out;
    private int height;

    /** Nothing drawn yet. */
    public Screen(PrintWriter out) {
        this.out = out;
    }

    /** Draws these lines where the last ones were. */
    public void draw(List<String> lines) {
        StringBuilder frame = new StringBuilder();
        if (height > 0) {
            // Up to the first line, and clear from there to the end of the screen.
            frame.append("\033[").append(height).append("F\033[J");
        }
        lines.forEach(line -> frame.append(line).append('\n'));
        height = lines.size();
        out.print(frame);
        out.flush();
    }
}
