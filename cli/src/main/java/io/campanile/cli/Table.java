package io.campanile.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Help.Ansi;

/**
 * An aligned table for a terminal: the first column to the left, the others to the right. Cells may hold picocli's markup,
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

    /** A text from elsewhere, so that nothing in it is taken for markup: picocli fails on a style that it does not know. */
    static String plain(String text) {
        return text.replace("@|", "@ |").replace("|@", "| @");
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
        int[] widths = new int[rows.get(0).size()];
        for (List<Ansi.Text> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).getCJKAdjustedLength());
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<Ansi.Text> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String padding = " ".repeat(widths[i] - row.get(i).getCJKAdjustedLength());
            if (i > 0) {
                line.append(GAP).append(padding).append(row.get(i));
            } else {
                line.append(row.get(i)).append(padding);
            }
        }
        return line.toString().stripTrailing();
    }
}
