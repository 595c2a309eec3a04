package io.campanile.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class TableTest {

    @Test
    void alignsTheFirstColumnToTheLeftAndTheOthersToTheRight() {
        Table table = new Table(Ansi.OFF, "slave", "offset");
        table.row("a1", "7 ns");
        table.row("a-long-name", "1234.5 µs");
        assertThat(table.lines())
                .containsExactly(
                        "slave           offset", // the header is aligned like its column
                        "a1                7 ns",
                        "a-long-name  1234.5 µs");
    }

    @Test
    void leavesNoBlanksAtTheEndOfALine() {
        Table table = new Table(Ansi.OFF, "slave");
        table.row("a");
        assertThat(table.lines()).containsExactly("slave", "a");
    }

    @Test
    void countsNoMarkupInTheWidth() {
        Table table = new Table(Ansi.OFF, "slave", "state");
        table.row("@|red liar|@", "rejected");
        assertThat(table.lines()).containsExactly("slave     state", "liar   rejected");
    }

    @Test
    void alignsTheSameInColour() {
        Table table = new Table(Ansi.ON, "slave", "state");
        table.row("@|red liar|@", "rejected");
        assertThat(table.lines().get(1)).contains("\033[31m").startsWith("\033[31mliar\033[39m\033[0m   rej");
    }

    @Test
    void isATableOfMarkdownAsWell() {
        Table table = new Table(Ansi.OFF, "slave", "offset");
        table.row("a-long-name", "7 ns");
        assertThat(table.markdown())
                .containsExactly("| slave       | offset |", "|-------------|-------:|", "| a-long-name |   7 ns |");
    }

    @Test
    void isOnlyAHeaderWhenNobodyIsThere() {
        assertThat(new Table(Ansi.OFF, "slave", "state").lines()).containsExactly("slave  state");
    }
}
