package io.campanile.core.ensemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.discipline.ClockState;
import io.campanile.core.filter.Jump;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnRateTest {

    private static final int ROUNDS = 8;

    private final OwnRate own = new OwnRate();

    private static List<ClockReport> reports(int jumping, int steady, int silent) {
        List<ClockReport> reports = new ArrayList<>();
        for (int i = 0; i < jumping + steady + silent; i++) {
            Jump jump = i < jumping ? new Jump(50_000_000, 1_000_000_000L) : null;
            boolean heard = i < jumping + steady;
            reports.add(
                    new ClockReport(i + 1, "a" + i, true, true, 0, 0, heard, false, jump, null, ClockState.INITIAL, 0));
        }
        return reports;
    }

    private boolean isWrongAfter(int rounds, boolean corrected, List<ClockReport> reports) {
        for (int i = 0; i < rounds; i++) {
            own.note(reports, corrected);
        }
        return own.isWrong();
    }

    @Test
    void clockAgainstWhichMostOthersJumpInEveryRoundIsWrong() {
        assertThat(isWrongAfter(ROUNDS - 1, false, reports(3, 1, 5))).isFalse();
        assertThat(isWrongAfter(1, false, reports(3, 1, 5))).isTrue();
    }

    @Test
    void oneGoodRoundEndsTheSuspicion() {
        assertThat(isWrongAfter(ROUNDS, false, reports(3, 1, 0))).isTrue();
        assertThat(isWrongAfter(1, true, reports(3, 1, 0))).isFalse();
        assertThat(isWrongAfter(ROUNDS - 1, false, reports(3, 1, 0))).isFalse();
    }

    @Test
    void fewerThanMoreThanHalfOfAllClocksProveNothing() {
        assertThat(isWrongAfter(ROUNDS, false, reports(2, 1, 0))).isFalse();
        assertThat(isWrongAfter(ROUNDS, false, reports(0, 0, 9))).isFalse();
    }
}
