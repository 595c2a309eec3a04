package io.campanile.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.campanile.core.ensemble.Reference;
import io.campanile.simulator.Simulation;
import io.campanile.simulator.node.LieKind;
import io.campanile.simulator.scenario.Fault.Kind;
import io.campanile.simulator.world.Delay;
import io.campanile.simulator.world.Jitter;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScenarioTest {

    private static Scenario lan() {
        return Scenarios.named("lan").orElseThrow();
    }

    @Test
    void standardValuesAreThoseOfTheBar() {
        Parameters p = lan().parameters();
        assertThat(p.slaves()).isEqualTo(3);
        assertThat(p.durationNanos()).isEqualTo(10_000_000_000_000L);
        assertThat(p.warmUpNanos()).isEqualTo(2_000_000_000_000L);
        assertThat(p.burst()).isEqualTo(1);
        assertThat(p.maxOffsetNanos()).isEqualTo(100_000_000);
        assertThat(p.maxDriftPpb()).isEqualTo(100_000);
        assertThat(p.wanderPpb()).isEqualTo(1);
        assertThat(p.masterWanderPpb()).isZero();
        assertThat(p.reference()).isEqualTo(Reference.LOCAL);
        assertThat(p.there()).isEqualTo(new Delay(90_000, new Jitter(Jitter.Shape.EXP, 10_000)));
        assertThat(p.back()).isEqualTo(p.there());
        assertThat(p.lie()).isEqualTo(new LieKind(LieKind.Manner.CONSTANT, 3_600_000_000_000L));
        assertThat(p.faults().list()).isEmpty();
    }

    @Test
    void theWayBackFollowsTheWayThereUnlessItIsGiven() {
        Parameters p = lan().with(Map.of(Setting.DELAY, "5ms", Setting.RETURN_JITTER, "pareto:1ms"))
                .parameters();
        assertThat(p.back()).isEqualTo(new Delay(5_000_000, new Jitter(Jitter.Shape.PARETO, 1_000_000)));
    }

    @Test
    void commandRepeatsTheScenario() {
        var scenario = lan().with(Map.of(Setting.SLAVES, "5", Setting.FAULTS, "3s suspend slave-1 10s"));
        assertThat(scenario.command(77))
                .isEqualTo("campanile simulate --slaves 5 --faults '3s suspend slave-1 10s' --seed 77");
    }

    @Test
    void readsFaults() {
        Parameters p = lan().with(Map.of(
                        Setting.FAULTS, "300s suspend slave-1 10m, 5s ramp slave-2 5ppm 60s,6s step slave-3 -2s"))
                .parameters();
        assertThat(p.faults().list())
                .containsExactly(
                        new Fault(300_000_000_000L, Kind.SUSPEND, "slave-1", 0, 600_000_000_000L),
                        new Fault(5_000_000_000L, Kind.RAMP, "slave-2", 5_000, 60_000_000_000L),
                        new Fault(6_000_000_000L, Kind.STEP, "slave-3", -2e9, 0));
    }

    @Test
    void readsFiles() {
        var properties = new Properties();
        properties.setProperty("max-offset", "2s");
        assertThat(Scenarios.of("f", properties).parameters().maxOffsetNanos()).isEqualTo(2_000_000_000L);
        properties.setProperty("speed", "9");
        assertThatThrownBy(() -> Scenarios.of("f", properties)).hasMessageContaining("f: there is no setting 'speed'");
    }

    @ParameterizedTest
    @CsvSource({
        "SLAVES, 0", "SLAVES, 2.5", "SLAVES, many", "DURATION, 10", "WARM_UP, 10000s", "ROUND, 1ms", "BURST, 17",
        "MAX_OFFSET, -1s", "MAX_DRIFT, 3", "WANDER, 1", "REFERENCE, me", "DELAY, -1us", "JITTER, exp", "LOSS, 1",
        "LIARS, 4", "LIE, big:1h", "FAULTS, 3s", "FAULTS, 3s explode slave-1", "FAULTS, 3s cut slave-1"
    })
    void refusesByNameWhatIsWrong(Setting setting, String value) {
        assertThatThrownBy(() -> lan().with(Map.of(setting, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(setting.key() + ": ");
    }

    @Test
    void refusesFaultsOfStrangers() {
        var scenario = lan().with(Map.of(Setting.FAULTS, "3s cut slave-4 1s"));
        assertThatThrownBy(() -> Simulation.run(scenario, 1)).hasMessageContaining("there is no slave-4");
    }

    @Test
    void everyNamedScenarioCanBeRun() {
        assertThat(Scenarios.names()).allSatisfy(name -> {
            var brief = Scenarios.named(name).orElseThrow().with(Map.of(Setting.DURATION, "5s"));
            assertThat(Simulation.run(brief, 1).isClean()).isTrue();
        });
    }
}
