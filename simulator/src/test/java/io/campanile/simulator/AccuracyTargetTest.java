package io.campanile.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.simulator.AccuracyTarget.Conditions;
import io.campanile.simulator.node.Continuity;
import io.campanile.simulator.report.Figures;
import io.campanile.simulator.report.SimulationResult;
import io.campanile.simulator.report.Trace;
import io.campanile.simulator.scenario.Setting;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AccuracyTargetTest {

    private static AccuracyTarget.Row row(Conditions conditions, String scenario) {
        return AccuracyTarget.rows().stream()
                .filter(r -> r.conditions() == conditions && r.scenario().name().equals(scenario))
                .findFirst()
                .orElseThrow();
    }

    private static SimulationResult run(double rms, double max, double converged, long violations) {
        return run(rms, max, converged, violations, 1);
    }

    private static SimulationResult run(double rms, double max, double converged, long violations, double calibration) {
        return new SimulationResult(
                new Figures(rms, max, max, rms, max, 1, converged, 1, 1, 1, calibration),
                violations,
                0,
                0,
                0,
                0,
                new Continuity(0, 0, 0, 0, 0),
                List.of(),
                0,
                "",
                List.of(),
                "",
                new Trace(List.of(), List.of()),
                List.of());
    }

    private static List<String> misses(AccuracyTarget.Row row, SimulationResult... runs) {
        return TargetResult.of(row, List.of(runs)).misses();
    }

    @Test
    void aRowIsMetWhenEverythingIsAtItsLimit() {
        assertThat(misses(row(Conditions.ONE_A_SECOND, "lan"), run(320, 2560, 10, 0)))
                .isEmpty();
        assertThat(misses(row(Conditions.ONE_IN_FOUR_SECONDS, "lan"), run(920, 7360, 40, 0)))
                .isEmpty();
    }

    @Test
    void eachMissIsNamed() {
        AccuracyTarget.Row lan = row(Conditions.ONE_A_SECOND, "lan");
        assertThat(misses(lan, run(321, 2560, 10, 0))).containsExactly("RMS");
        assertThat(misses(lan, run(320, 2561, 10, 0))).containsExactly("max");
        assertThat(misses(lan, run(320, 2560, 11, 0))).containsExactly("convergence");
        assertThat(misses(lan, run(320, 2560, 10, 1))).containsExactly("violations");
        assertThat(misses(lan, run(320, 2560, 10, 0, 0.49))).containsExactly("calibration");
        assertThat(misses(lan, run(320, 2560, 10, 0, 2.01))).containsExactly("calibration");
        assertThat(misses(lan, run(320, 2560, 10, 0, Double.NaN))).containsExactly("calibration");
    }

    @Test
    void largestErrorIsHeldOnlyWherePacketsAreIndependent() {
        assertThat(misses(row(Conditions.CORRELATED, "standing-queue"), run(320, 9000, 10, 0)))
                .isEmpty();
    }

    @Test
    void whatIsNotKnownIsAMiss() {
        assertThat(misses(row(Conditions.ENSEMBLE, "lan"), run(Double.NaN, Double.NaN, Double.NaN, 0)))
                .containsExactly("RMS", "max", "convergence");
    }

    @Test
    void aWideNetworkMayTakeItsTimeToConverge() {
        assertThat(misses(row(Conditions.ONE_A_SECOND, "wan"), run(320, 2560, 1000, 0)))
                .isEmpty();
    }

    /** Medians of each figure would hide a run with one large error behind one that is bad all over. */
    @Test
    void thePeakIsThatOfEachRun() {
        SimulationResult[] runs = {run(100, 900, 1, 0), run(100, 900, 1, 0), run(300, 600, 1, 0)};
        assertThat(TargetResult.of(row(Conditions.ONE_A_SECOND, "lan"), List.of(runs))
                        .peak())
                .isEqualTo(9);
    }

    @Test
    void everyClockWandersInAnEnsemble() {
        AccuracyTarget.Row row = row(Conditions.ENSEMBLE, "lan-wander");
        assertThat(row.scenario().parameters().masterWanderPpb()).isEqualTo(10);
        assertThat(row.scenario().parameters().wanderPpb()).isEqualTo(10);
        assertThat(row.scenario().parameters().reference()).hasToString("ENSEMBLE");
    }

    @Test
    void theLineThatRepeatsARowSaysWhatTheRowDoes() {
        assertThat(row(Conditions.FOUR_A_SECOND, "chrony-default").scenario().command(7))
                .isEqualTo("campanile simulate --burst 4 --delay 100us --jitter exp:100us --seed 7");
    }

    @Test
    void measuresWithEverySeedAndTellsHowFarItIs() {
        AccuracyTarget.Row brief = row(Conditions.ONE_A_SECOND, "lan").with(Map.of(Setting.DURATION, "200s"));
        var steps = new AtomicInteger();
        TargetResult result = brief.run(4, 3, steps::incrementAndGet);
        assertThat(steps).hasValue(3 * Simulation.stepsOfARun());
        double[] rms = IntStream.of(4, 5, 6)
                .mapToDouble(
                        seed -> Simulation.run(brief.scenario(), seed).figures().rmsErrorNanos())
                .sorted()
                .toArray();
        assertThat(result.result().figures().rmsErrorNanos()).isEqualTo(rms[1]);
    }
}
