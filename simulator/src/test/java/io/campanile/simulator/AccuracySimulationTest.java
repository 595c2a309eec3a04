package io.campanile.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How accurate the clocks are, in short runs with a margin; docs/accuracy.md has the long ones. */
class AccuracySimulationTest {

    private static final int RUNS = 3;
    private static final long SEED = 1;

    private static SimulationResult run(String scenario, Map<Setting, String> others) {
        Map<Setting, String> settings = new EnumMap<>(Setting.class);
        settings.put(Setting.DURATION, "3000s");
        settings.put(Setting.WARM_UP, "1000s");
        settings.putAll(others);
        return Simulation.run(Scenarios.named(scenario).orElseThrow().with(settings), SEED, RUNS, () -> {});
    }

    @ParameterizedTest(name = "{0}, a probe every {1}, bursts of {2}: within {3} ns RMS")
    @CsvSource({
        "loopback, 1s, 1, 120",
        "loopback-wander, 1s, 1, 260",
        "lan, 1s, 1, 320",
        "lan-wander, 1s, 1, 700",
        "lan-normal, 1s, 1, 1200",
        "chrony-default, 1s, 1, 1600",
        "wan, 1s, 1, 8000",
        "lan, 4s, 1, 920",
        "chrony-default, 4s, 1, 4000",
        "lan, 1s, 4, 180",
        "chrony-default, 1s, 4, 900"
    })
    void clocksStayThisClose(String scenario, String round, String burst, double rmsNanos) {
        SimulationResult result = run(scenario, Map.of(Setting.ROUND, round, Setting.BURST, burst));
        assertThat(result.figures().rmsErrorNanos())
                .as("seeds %d to %d of %s", SEED, SEED + RUNS - 1, result.command())
                .isLessThan(rmsNanos);
        assertThat(result.violations()).isEmpty();
        assertThat(result.figures().maxErrorNanos())
                .isLessThan(8 * result.figures().rmsErrorNanos());
    }

    @ParameterizedTest(name = "{0}, every clock wandering: within {1} ns RMS of the ensemble")
    @CsvSource({"loopback, 1e-9, 120", "lan, 1e-9, 320", "lan-wander, 1e-8, 700", "chrony-default, 1e-9, 1600"})
    void membersStayThisCloseToTheEnsemblesTime(String scenario, String wander, double rmsNanos) {
        SimulationResult result = run(scenario, Map.of(Setting.REFERENCE, "ensemble", Setting.MASTER_WANDER, wander));
        assertThat(result.figures().rmsErrorNanos()).isLessThan(rmsNanos);
        assertThat(result.violations()).isEmpty();
    }

    @Test
    void clocksConvergeWithinTenRounds() {
        SimulationResult result = run("lan", Map.of());
        assertThat(result.figures().converged1Ms()).isLessThanOrEqualTo(5);
        assertThat(result.figures().converged100Us()).isLessThanOrEqualTo(10);
    }

    /** No pairwise exchange can see it: half of it is what remains. */
    @Test
    void aConstantAsymmetryIsAnErrorOfHalfOfItAndWithinTheBound() {
        SimulationResult result = run("lan", Map.of(Setting.DELAY, "90us", Setting.RETURN_DELAY, "190us"));
        assertThat(result.figures().rmsErrorNanos()).isBetween(49_000.0, 51_000.0);
        assertThat(result.boundViolations()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"asymmetric-jitter, 3000", "heavy-tails, 1500", "temperature, 5000", "congestion, 10000"})
    void hostileNetworksAndTemperaturesCostThisMuch(String scenario, double rmsNanos) {
        SimulationResult result = run(scenario, Map.of(Setting.DURATION, "1800s", Setting.WARM_UP, "360s"));
        assertThat(result.figures().rmsErrorNanos()).isLessThan(rmsNanos);
        assertThat(result.violations()).isEmpty();
    }
}
