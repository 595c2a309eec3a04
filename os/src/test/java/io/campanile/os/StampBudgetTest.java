package io.campanile.os;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Whether departures are stamped, at a given rate of datagrams. */
class StampBudgetTest {

    private static final long SECOND = 1_000_000_000L;

    private long now;

    /** Sends at a rate for so many seconds; returns whether the last one was stamped. */
    private boolean send(StampBudget budget, int rate, int seconds) {
        boolean covered = false;
        for (int i = 0; i < rate * seconds; i++) {
            now += SECOND / rate;
            covered = budget.covers(now);
        }
        return covered;
    }

    @Test
    void fewAreStamped() {
        assertThat(send(new StampBudget(false, now), StampBudget.MOST_A_SECOND / 2, 5))
                .isTrue();
    }

    @Test
    void manyAreNotUntilTheyAreHalfAsMany() {
        StampBudget budget = new StampBudget(false, now);
        assertThat(send(budget, 2 * StampBudget.MOST_A_SECOND, 1))
                .as("within the first second")
                .isFalse();
        assertThat(send(budget, StampBudget.MOST_A_SECOND * 3 / 4, 3)).isFalse();
        assertThat(send(budget, StampBudget.MOST_A_SECOND / 4, 3)).isTrue();
        assertThat(send(budget, StampBudget.MOST_A_SECOND * 3 / 4, 3)).isTrue();
    }

    @Test
    void allAreWhereTheyAreWantedAtAnyPrice() {
        assertThat(send(new StampBudget(true, now), 10 * StampBudget.MOST_A_SECOND, 2))
                .isTrue();
    }
}
