package io.campanile.cli.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.message.AnnouncementKind;
import io.campanile.core.message.Body;
import io.campanile.slave.Announcement;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SorterTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final Sorter sorter = new Sorter();

    @Test
    void putsLinesInTheOrderOfClusterTimeHoweverTheyCome() {
        sorter.add(said("anna", 20));
        sorter.add(said("bert", 10));
        sorter.add(said("cleo", 10));

        assertThat(sorter.due(NOON.plusMillis(20).plus(Sorter.HOLD), true))
                .extracting(Announcement::from)
                .containsExactly("bert", "cleo", "anna");
    }

    @Test
    void keepsALineUntilNothingEarlierIsOnItsWay() {
        sorter.add(said("anna", 0));

        assertThat(sorter.due(NOON.plus(Sorter.HOLD).minusNanos(1), true)).isEmpty();
        assertThat(sorter.due(NOON.plus(Sorter.HOLD), true)).hasSize(1);
        assertThat(sorter.due(NOON.plus(Sorter.HOLD), true)).as("once").isEmpty();
    }

    @Test
    void keepsNothingFromTheFarFutureAndNoMoreThanItsLimit() {
        sorter.add(said("anna", 3_600_000));
        sorter.due(NOON, true);
        assertThat(sorter.dropped()).isOne();
        assertThat(sorter.dropped()).as("told once").isZero();

        for (int i = 0; i < Sorter.MOST + 7; i++) {
            sorter.add(said("anna", 1000));
        }
        assertThat(sorter.dropped()).isEqualTo(7);
        assertThat(sorter.due(NOON.plusSeconds(2), true)).hasSize(Sorter.MOST);
    }

    private static Announcement said(String from, int millis) {
        return new Announcement(
                AnnouncementKind.SAID, from, Body.of("x"), NOON.plusMillis(millis), Duration.ofMillis(1));
    }
}
