package io.campanile.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.Exchange;
import io.campanile.core.Mapping;
import io.campanile.core.discipline.ClockState;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.ensemble.ClockReport;
import io.campanile.core.filter.FilterLimits;
import io.campanile.core.filter.Jump;
import io.campanile.core.message.Message.Reading;
import io.campanile.core.message.Stamps;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a session makes of the exchanges with its slave. */
class ObservedClockTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long START = 1_000 * SECOND;
    private static final ClockState TOLD = new ClockState(new Mapping(3, START, 77, 8), ClockStatus.HOLDOVER, 6);

    private final ObservedClock clock = new ObservedClock(FilterLimits.DEFAULT, SessionRecorder.NONE);

    @Test
    void reportsWhatItMeasuredAndWhatTheSlaveTold() {
        assertThat(add(new Exchange(START, START + SECOND, START + SECOND, START + 100_000), TOLD))
                .isEmpty();

        ClockReport report = closeRound();
        assertThat(report.session()).isEqualTo(5);
        assertThat(report.name()).isEqualTo("a");
        assertThat(report.votes()).isTrue();
        assertThat(report.joinedAtNanos()).isEqualTo(START);
        assertThat(report.heard()).isTrue();
        assertThat(report.measured().offsetNanos()).isEqualTo(SECOND - 50_000);
        assertThat(report.clock()).isEqualTo(TOLD);
        assertThat(clock.lastDelayNanos()).isEqualTo(100_000);
        assertThat(clock.samples()).hasSize(1);
    }

    @Test
    void reportsNoEstimateBeforeTheFirstExchange() {
        ClockReport report = closeRound();

        assertThat(report.heard()).isFalse();
        assertThat(report.estimate()).isNull();
        assertThat(report.clock()).isEqualTo(ClockState.INITIAL);
        assertThat(clock.lastDelayNanos()).isZero();
    }

    @Test
    void forgetsAtTheEndOfARoundThatItHeardTheSlaveInIt() {
        add(exchange(START, 0), TOLD);
        assertThat(closeRound().heard()).isTrue();

        ClockReport next = closeRound();

        assertThat(next.heard()).isFalse();
        assertThat(next.estimate()).as("what was known before").isNotNull();
    }

    @Test
    void reportsAJumpOnceAndOnlyInItsRound() {
        add(exchange(START, 0), TOLD);
        assertThat(closeRound().jump()).isNull();

        add(exchange(START + SECOND, 2 * SECOND), TOLD);
        assertThat(closeRound().jump()).isNotNull();

        add(exchange(START + 2 * SECOND, 2 * SECOND), TOLD);
        assertThat(closeRound().jump()).isNull();
    }

    @Test
    void refusesStampsThatTookLongerThanTheRoundTrip() {
        assertImpossible(START, START + 20_000, 10_000);
    }

    @Test
    void refusesAClockThatRanBackwards() {
        assertImpossible(START + 1, START, 10_000);
    }

    @Test
    void forgivesTheDriftOfAnHonestClockDuringAPause() {
        // The slave paused for 100 ms between its stamps and runs 50 ppm fast: 5 µs more than the master saw pass,
        // on a network of 3 µs.
        assertThat(add(new Exchange(START, START, START + 100_005_000, START + 100_003_000), TOLD))
                .isEmpty();

        assertThat(closeRound().measured().bounds().contains(0)).isTrue();
    }

    private void assertImpossible(long t2, long t3, long roundTrip) {
        assertThat(add(new Exchange(START, t2, t3, START + roundTrip), TOLD))
                .contains(
                        "its stamps cannot be: t2 %s, t3 %s within a round trip of %s ns".formatted(t2, t3, roundTrip));
        assertThat(closeRound().heard()).isFalse();
        assertThat(clock.samples()).isEmpty();
    }

    private ClockReport closeRound() {
        return clock.closeRound(
                5, "a", new Franchise(VotingRight.granted()), START, false, new ToldCorrections(), START + SECOND);
    }

    /** Without delay, the slave being this far ahead. */
    private static Exchange exchange(long at, long ahead) {
        return new Exchange(at, at + ahead, at + ahead, at);
    }

    @Test
    void forgetsWhatItMeasuredBeforeTheSlaveSaysThatItsClockWasDisrupted() {
        for (int i = 0; i < 10; i++) {
            add(exchange(START + i * SECOND, 0), TOLD);
        }
        closeRound();

        // A gap that no filter sees: it is within the round trip.
        add(exchange(START + 10 * SECOND, 1_000), disrupted(1));

        ClockReport report = closeRound();
        assertThat(report.jump()).isEqualTo(Jump.TOLD);
        assertThat(report.measured().samples()).isEqualTo(1);
        add(exchange(START + 11 * SECOND, 1_000), disrupted(1));
        assertThat(closeRound().jump()).as("told once").isNull();
    }

    @Test
    void takesAMachineThatSleptBeforeItCameForAnyOther() {
        add(exchange(START, 0), disrupted(7));

        assertThat(closeRound().jump()).isNull();
    }

    private static ClockState disrupted(long times) {
        return new ClockState(TOLD.mapping(), ClockStatus.UNSYNCHRONIZED, 6, null, times, true, 0, null);
    }

    @Test
    void forgetsWhatItMeasuredAgainstAMastersClockThatWasDisruptedSince() {
        add(exchange(START, 0), TOLD);
        assertThat(clock.isMeasuredBefore(4)).as("it is the first to ask").isFalse();
        assertThat(closeRound().measured().samples()).isEqualTo(1);
        add(exchange(START + SECOND, 0), TOLD);

        assertThat(clock.isMeasuredBefore(5)).isTrue();

        ClockReport report = closeRound();
        assertThat(report.estimate()).isNull();
        assertThat(report.heard()).isFalse();
        assertThat(clock.isMeasuredBefore(5)).isFalse();
    }

    /** An exchange that is complete at once, and what the slave told of its cluster clock. */
    private Optional<String> add(Exchange exchange, ClockState told) {
        return clock.add(exchange, new Reading(5, 1, 1, 0, exchange.t2(), exchange.t3(), told), false, false);
    }

    /** It was measured before the disruption. */
    @Test
    void anExchangeThatWaitsForItsStampIsForgottenInADisruption() {
        Exchange waiting = exchange(START, 0);
        clock.add(waiting, new Reading(5, 1, 1, 0, waiting.t2(), waiting.t3(), TOLD, Stamps.KERNEL, null), true, false);
        assertThat(clock.samples()).isEmpty();

        Exchange next = exchange(START + SECOND, 1_000);
        clock.add(next, new Reading(5, 1, 2, 0, next.t2(), next.t3(), disrupted(1)), true, false);

        assertThat(clock.samples()).hasSize(1);
        assertThat(closeRound().measured().offsetNanos()).isEqualTo(1_000);
    }
}
