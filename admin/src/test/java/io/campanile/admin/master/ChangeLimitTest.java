package io.campanile.admin.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.master.RoundChange;
import io.campanile.master.RoundChange.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Slaves that come and go all the time. */
class ChangeLimitTest {

    private static final long ROUND_NANOS = 10_000_000;

    private final ChangeLimit limit = new ChangeLimit();

    private static List<RoundChange> changes(Kind kind, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new RoundChange(kind, "a" + i, "text", null))
                .toList();
    }

    @Test
    void theChurnOfShortRoundsIsCounted() {
        List<RoundChange> told = new ArrayList<>();
        for (int round = 0; round < 50; round++) {
            told.addAll(limit.limit(changes(Kind.JOINED, 20), round * ROUND_NANOS));
            told.addAll(limit.limit(changes(Kind.LEFT, 20), round * ROUND_NANOS));
        }
        assertThat(told).hasSize(42);
        List<RoundChange> rest = limit.limit(List.of(), ChangeLimit.WINDOW_NANOS);
        assertThat(rest)
                .extracting(RoundChange::text)
                .containsExactly(
                        "at least 979 more like this in half a second", "at least 979 more like this in half a second");
        assertThat(limit.limit(List.of(), 3 * ChangeLimit.WINDOW_NANOS)).isEmpty();
    }

    @Test
    void eachRoundOfTheUsualLengthNamesItsOwn() {
        for (int round = 0; round < 5; round++) {
            List<RoundChange> changes = changes(Kind.JOINED, 21);
            assertThat(limit.limit(changes, round * 2L * ChangeLimit.WINDOW_NANOS))
                    .isEqualTo(changes);
        }
    }

    @Test
    void whatIsAboutTheClusterIsAlwaysTold() {
        for (int round = 0; round < 100; round++) {
            assertThat(limit.limit(changes(Kind.OUTCOME, 1), round * ROUND_NANOS))
                    .hasSize(1);
        }
    }
}
