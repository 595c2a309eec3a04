package io.campanile.cli.terminal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.TerminalBuilder.SystemOutput;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;
import org.jspecify.annotations.Nullable;

/**
 * A block of lines that is refreshed in place on a terminal, cut where that ends to the right and at the bottom, whatever size
 * it gets meanwhile. The terminal is opened when there is something to draw.
 */
public final class Screen {

    private static final Size USUAL = new Size(80, 24);

    private final SystemOutput where;
    private @Nullable Terminal terminal;
    private @Nullable Display display;

    private Screen(SystemOutput where) {
        this.where = where;
    }

    Screen(Terminal terminal) {
        this(SystemOutput.SysOut);
        this.terminal = terminal;
    }

    /** On the terminal that standard output is. */
    public static Screen onOutput() {
        return new Screen(SystemOutput.SysOut);
    }

    /** On the terminal that standard error is. */
    public static Screen onError() {
        return new Screen(SystemOutput.SysErr);
    }

    /** How many lines there is room for. */
    public int rows() {
        // The cursor waits in the last one.
        return size(terminal()).getRows() - 1;
    }

    /** Draws these lines where the last ones were; none take those away. */
    public void draw(List<String> lines) {
        if (display == null && lines.isEmpty()) {
            return;
        }
        Terminal on = terminal();
        if (display == null) {
            display = new Display(on, false);
        }
        Size size = size(on);
        display.resize(size.getRows(), size.getColumns());
        List<AttributedString> shown = new ArrayList<>();
        lines.stream()
                .limit(size.getRows() - 1L)
                .forEach(line -> shown.add(AttributedString.fromAnsi(line).columnSubSequence(0, size.getColumns())));
        shown.add(AttributedString.EMPTY);
        display.update(shown, size.cursorPos(shown.size() - 1, 0));
    }

    private Terminal terminal() {
        if (terminal == null) {
            try {
                terminal = TerminalBuilder.builder()
                        .system(true)
                        .systemOutput(where)
                        .dumb(true)
                        // Ctrl-C ends the process as it does elsewhere.
                        .nativeSignals(false)
                        .build();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return terminal;
    }

    /** Some terminals do not say. */
    private static Size size(Terminal terminal) {
        Size size = terminal.getSize();
        return new Size(
                size.getColumns() > 0 ? size.getColumns() : USUAL.getColumns(),
                size.getRows() > 1 ? size.getRows() : USUAL.getRows());
    }
}
