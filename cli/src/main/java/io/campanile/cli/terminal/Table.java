package io.campanile.cli.terminal;

import io.campanile.core.message.Printable;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Help.Ansi;

/**
 * An aligned table: the first column to the left, the others to the right. Cells may hold picocli's markup,
 * such as {@code @|red liar|@}; where colours are off it disappears.
 */
public final class Table {

    private static final String GAP = "  ";

    private final Ansi ansi;
    private final List<List<Ansi.Text>> rows = new ArrayList<>();

    /** A table with a header in bold. */
    public Table(Ansi ansi, String... header) {
        this.ansi = ansi;
        String[] bold = new String[header.length];
        for (int i = 0; i < header.length; i++) {
            bold[i] = "@|bold " + header[i] + "|@";
        }
        row(bold);
    }

    /**
     * A text from elsewhere: nothing in it is obeyed by the terminal, and nothing is taken for markup, since picocli fails on a
     * style that it does not know.
     */
    public static String plain(String text) {
        return Printable.text(text).replace("@|", "@ |").replace("|@", "| @");
    }

    /** Adds a row with as many cells as the header. */
    public void row(String... cells) {
        List<Ansi.Text> row = new ArrayList<>();
        for (String cell : cells) {
            row.add(ansi.new Text(cell));
        }
        rows.add(row);
    }

    /** The lines, without line ends. */
    public List<String> lines() {
        int[] widths = widths();
        return rows.stream()
                .map(row -> String.join(GAP, padded(row, widths)).stripTrailing())
                .toList();
    }

    /** The same as a table of Markdown. */
    public List<String> markdown() {
        int[] widths = widths();
        List<String> lines = new ArrayList<>();
        rows.forEach(row -> lines.add("| " + String.join(" | ", padded(row, widths)) + " |"));
        StringBuilder rule = new StringBuilder("|");
        for (int i = 0; i < widths.length; i++) {
            // As wide as the cells and the spaces around them.
            rule.append("-".repeat(widths[i] + 1)).append(i == 0 ? "-|" : ":|");
        }
        lines.add(1, rule.toString());
        return lines;
    }

    private int[] widths() {
        int[] widths = new int[rows.get(0).size()];
        for (List<Ansi.Text> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).getCJKAdjustedLength());
            }
        }
        return widths;
    }

    private static List<String> padded(List<Ansi.Text> row, int[] widths) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < widths.length; i++) {
            String padding = " ".repeat(widths[i] - row.get(i).getCJKAdjustedLength());
            cells.add(i == 0 ? row.get(i) + padding : padding + row.get(i));
        }
        return cells;
    }
}
