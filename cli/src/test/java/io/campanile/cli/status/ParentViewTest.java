package io.campanile.cli.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.admin.master.ParentDocument;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ParentViewTest {

    private static List<String> lines(String state, @Nullable String master, @Nullable String trouble) {
        boolean known = !state.equals("ALONE") && !state.equals("AWAITED");
        return ParentView.lines(new ParentDocument(
                state,
                List.of("m1:8080", "m2:8080"),
                master,
                master == null ? List.of("leaf") : List.of("leaf", "middle", "root"),
                known ? -1_500L : null,
                known ? 20_000L : null,
                trouble));
    }

    @Test
    void showsWhomItFollowsUpToTheRoot() {
        assertThat(lines("FOLLOWED", "m1:8080", null))
                .containsExactly(
                        "parent: this cluster follows m1:8080",
                        "  leaf -> middle -> root",
                        "  this cluster's time is -1.5 µs from the parent's, which is known to ± 20.0 µs");
    }

    @Test
    void showsWhyItDoesNot() {
        assertThat(lines("HOLDOVER", null, "cannot reach the master"))
                .containsExactly(
                        "parent: m1:8080, m2:8080 is not heard, and this cluster goes on by itself",
                        "  this cluster's time is -1.5 µs from the parent's, which is known to ± 20.0 µs",
                        "  cannot reach the master");
        assertThat(lines("ALONE", null, null))
                .containsExactly("parent: m1:8080, m2:8080 is not heard, and this cluster keeps a time of its own");
        assertThat(lines("AWAITED", null, null))
                .containsExactly("parent: this cluster waits for the time of m1:8080, m2:8080");
    }

    @Test
    void showsWhoeverFollowsItInTheGroup() {
        assertThat(lines("STANDBY", null, null).get(0)).isEqualTo("parent: m1:8080, m2:8080, standby");
    }

    @Test
    void showsNothingWhereThereIsNone() {
        assertThat(ParentView.lines(null)).isEmpty();
    }
}
