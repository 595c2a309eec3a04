package io.campanile.core.ensemble;

import static io.campanile.core.ensemble.TestCluster.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.Exchange;
import io.campanile.core.discipline.ClockState;
import io.campanile.core.ensemble.RoundReport.Outcome;
import io.campanile.core.filter.ClockEstimate;
import io.campanile.core.filter.ClockFilter;
import io.campanile.core.filter.FilterLimits;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The example of the textbooks, from the four stamps to the corrections: every sign of Campanile is in it. */
class BerkeleySignTest {

    private static final long THREE_O_CLOCK = 180 * MINUTE;
    private static final long AFTER_THE_PROBES = THREE_O_CLOCK + 2_000;

    private final RoundCoordinator coordinator =
            new RoundCoordinator(TestCluster.limits(1, 60 * MINUTE), Reference.ENSEMBLE);

    @Test
    void clocksAtThreeAndTwentyFivePastAndTenToAgreeOnFivePastThree() {
        ClockReport ahead = probed(1, "three twenty-five", 205 * MINUTE);
        ClockReport behind = probed(2, "two fifty", 170 * MINUTE);
        assertThat(ahead.measured().offsetNanos()).isEqualTo(25 * MINUTE);
        assertThat(behind.measured().offsetNanos()).isEqualTo(-10 * MINUTE);

        RoundResult result = coordinator.close(1, 1, AFTER_THE_PROBES, List.of(ahead, behind), Outside.NONE);

        assertThat(result.report().outcome()).isEqualTo(Outcome.STEERED);
        assertThat(result.report().truechimers()).isEqualTo(3);
        assertThat(result.report().why()).isEqualTo("the time of 3 clocks was averaged");
        // What the master's clock must be corrected by, too: ensemble − 0.
        long ensemble = result.clusterTime().offsetAt(AFTER_THE_PROBES);
        assertThat(ensemble).isEqualTo(5 * MINUTE);
        assertThat(result.clusterTime().at(THREE_O_CLOCK)).isEqualTo(185 * MINUTE);
        // correction = ensemble − offset
        assertThat(ensemble - ahead.measured().offsetNanos()).isEqualTo(-20 * MINUTE);
        assertThat(ensemble - behind.measured().offsetNanos()).isEqualTo(15 * MINUTE);
    }

    @Test
    void everyClockOfTheExampleIsCorrectedAndVotesFromNowOn() {
        RoundResult result = coordinator.close(
                1,
                1,
                AFTER_THE_PROBES,
                List.of(probed(1, "three twenty-five", 205 * MINUTE), probed(2, "two fifty", 170 * MINUTE)),
                Outside.NONE);
        var founder = new Verdict(true, true, Suffrage.GRANTED, null);
        assertThat(result.verdict(1)).isEqualTo(founder);
        assertThat(result.verdict(2)).isEqualTo(founder);
        assertThat(result.report().rejections()).isEmpty();
        assertThat(result.corrects()).isTrue();
    }

    /** A slave whose clock shows this when the master's shows three o'clock, probed over one microsecond each way. */
    private static ClockReport probed(long session, String name, long shown) {
        var filter = new ClockFilter(FilterLimits.DEFAULT);
        var exchange = new Exchange(THREE_O_CLOCK, shown + 1_000, shown + 1_000, THREE_O_CLOCK + 2_000);
        assertThat(filter.add(exchange)).isEmpty();
        ClockEstimate estimate = filter.estimate(AFTER_THE_PROBES).orElseThrow();
        return new ClockReport(session, name, true, false, 0, 0, true, false, null, estimate, ClockState.INITIAL, 0);
    }
}
