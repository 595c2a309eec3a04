package io.campanile.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MarkedTest {

    private static final Marked DOCUMENT = new Marked("""
            # What it costs

            <!-- bench:echo -->
            <!-- /bench:echo -->

            Words.

            <!-- bench:ladder -->
            | old |
            <!-- /bench:ladder -->
            The end.
            """);

    @Test
    void replacesWhatLiesBetweenItsMarkersAndNothingElse() {
        assertThat(DOCUMENT.with("ladder", "| new |\n").text()).isEqualTo("""
                        # What it costs

                        <!-- bench:echo -->
                        <!-- /bench:echo -->

                        Words.

                        <!-- bench:ladder -->

                        | new |

                        <!-- /bench:ladder -->
                        The end.
                        """);
    }

    @Test
    void sayingItTwiceChangesNothing() {
        Marked once = DOCUMENT.with("echo", "| new |\n");
        assertThat(once.with("echo", "| new |\n")).isEqualTo(once);
    }

    @Test
    void saysWhichMarkersAreMissing() {
        assertThatThrownBy(() -> DOCUMENT.with("jmh", "")).hasMessageContaining("<!-- bench:jmh -->");
    }

    @Test
    void refusesMarkersTheWrongWayRound() {
        Marked wrong = new Marked("<!-- /bench:jmh -->\n<!-- bench:jmh -->\n");
        assertThatThrownBy(() -> wrong.with("jmh", "")).hasMessageContaining("no place for jmh");
    }
}
