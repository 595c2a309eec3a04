package io.campanile.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MarkdownTableTest {

    @Test
    void alignsTheFirstColumnToTheLeftAndTheOthersToTheRight() {
        MarkdownTable table =
                new MarkdownTable("what", "time").row("a", "12.3 µs").row("longer", "1 ns");
        assertThat(table.text()).isEqualTo("""
                        | what   |    time |
                        |--------|--------:|
                        | a      | 12.3 µs |
                        | longer |    1 ns |
                        """);
    }

    @Test
    void refusesARowThatDoesNotFit() {
        MarkdownTable table = new MarkdownTable("what", "time");
        assertThatThrownBy(() -> table.row("a")).hasMessageContaining("1 cells under a header of 2");
    }
}
