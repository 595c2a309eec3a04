package io.campanile.simulator;

import static io.campanile.simulator.AccuracyTarget.Conditions.CORRELATED;
import static io.campanile.simulator.AccuracyTarget.Conditions.ENSEMBLE;
import static io.campanile.simulator.AccuracyTarget.Conditions.FOUR_A_SECOND;
import static io.campanile.simulator.AccuracyTarget.Conditions.ONE_A_SECOND;
import static io.campanile.simulator.AccuracyTarget.Conditions.ONE_IN_FOUR_SECONDS;

import io.campanile.simulator.report.SimulationResult;
import io.campanile.simulator.scenario.Scenario;
import io.campanile.simulator.scenario.Scenarios;
import io.campanile.simulator.scenario.Setting;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** How accurate Campanile must be, beside what others reach: the one home of these figures. */
public final class AccuracyTarget {

    private static final double NOT_KNOWN = Double.NaN;

    private static final List<Row> ROWS = List.of(
            row(ONE_A_SECOND, "loopback", 0.217, 0.272, 0.084, 0.12),
            row(ONE_A_SECOND, "loopback-wander", 0.465, 0.474, 0.193, 0.26),
            row(ONE_A_SECOND, "lan", 1.03, 0.913, 0.198, 0.32),
            row(ONE_A_SECOND, "lan-wander", 1.24, 1.609, 0.495, 0.70),
            row(ONE_A_SECOND, "lan-normal", 2.09, 0.913, NOT_KNOWN, 1.1),
            row(ONE_A_SECOND, "chrony-default", 10.0, 5.15, 0.91, 1.6),
            row(ONE_A_SECOND, "wan", 103, 29.0, 2.6, 7),
            row(ONE_A_SECOND, "wan-normal", NOT_KNOWN, 29.0, NOT_KNOWN, 37.7),
            row(ONE_IN_FOUR_SECONDS, "loopback", 0.432, 0.46, 0.17, 0.34),
            row(ONE_IN_FOUR_SECONDS, "lan", 1.17, 1.5, 0.46, 0.92),
            row(ONE_IN_FOUR_SECONDS, "chrony-default", 10.2, 8.7, 2.0, 4.0),
            row(ONE_IN_FOUR_SECONDS, "wan", 104, 49, 8.2, 16.4),
            row(FOUR_A_SECOND, "lan", 0.84, NOT_KNOWN, NOT_KNOWN, 0.18),
            row(FOUR_A_SECOND, "chrony-default", 6.6, NOT_KNOWN, NOT_KNOWN, 0.9),
            row(FOUR_A_SECOND, "wan", NOT_KNOWN, NOT_KNOWN, NOT_KNOWN, 4),
            row(CORRELATED, "standing-queue", 51, NOT_KNOWN, NOT_KNOWN, 2),
            row(CORRELATED, "wandering", 14.2, 9.7, NOT_KNOWN, 11),
            row(CORRELATED, "bursty", 4.0, NOT_KNOWN, NOT_KNOWN, 0.3),
            row(CORRELATED, "self-similar", 16, NOT_KNOWN, NOT_KNOWN, 0.8),
            row(CORRELATED, "longer-route", NOT_KNOWN, NOT_KNOWN, NOT_KNOWN, 5),
            row(ENSEMBLE, "loopback", NOT_KNOWN, NOT_KNOWN, NOT_KNOWN, 0.12),
            row(ENSEMBLE, "loopback-wander", NOT_KNOWN, NOT_KNOWN, NOT_KNOWN, 0.26),
            row(ENSEMBLE, "lan", NOT_KNOWN, NOT_KNOWN, NOT_KNOWN, 0.32),
            row(ENSEMBLE, "lan-wander", NOT_KNOWN, NOT_KNOWN, NOT_KNOWN, 0.70),
            row(ENSEMBLE, "lan-normal", NOT_KNOWN, NOT_KNOWN, NOT_KNOWN, 1.1),
            row(ENSEMBLE, "chrony-default", NOT_KNOWN, NOT_KNOWN, NOT_KNOWN, 1.6),
            row(ENSEMBLE, "wan", NOT_KNOWN, NOT_KNOWN, NOT_KNOWN, 7));

    private AccuracyTarget() {}

    /** The rows, those under the same conditions together. */
    public static List<Row> rows() {
        return ROWS;
    }

    private static Row row(
            Conditions conditions, String scenario, double chrony, double linear, double limit, double target) {
        Scenario network = Scenarios.named(scenario).orElseThrow();
        return new Row(conditions, conditions.of(network), new Peers(chrony, linear, limit), target);
    }

    /** How often slaves are asked, and what is cluster time. */
    public enum Conditions {
        /** The standard ones. */
        ONE_A_SECOND("One probe a second; the master's clock is perfect", Setting.ROUND, "1s"),
        /** A quarter of the traffic. */
        ONE_IN_FOUR_SECONDS("One probe in four seconds; the master's clock is perfect", Setting.ROUND, "4s"),
        /** Four times the traffic. */
        FOUR_A_SECOND("A burst of four probes a second; the master's clock is perfect", Setting.BURST, "4"),
        /** Other traffic, which makes one packet wait for about as long as the one before. */
        CORRELATED(
                "One probe a second; the master's clock is perfect; delays that depend on those before",
                Setting.ROUND,
                "1s"),
        /** Nobody's clock is perfect. */
        ENSEMBLE(
                "One probe a second; every clock wanders, and their ensemble is cluster time",
                Setting.REFERENCE,
                "ensemble");

        private final String description;
        private final Setting setting;
        private final String value;

        Conditions(String description, Setting setting, String value) {
            this.description = description;
            this.setting = setting;
            this.value = value;
        }

        /** A heading. */
        public String description() {
            return description;
        }

        private Scenario of(Scenario network) {
            Map<Setting, String> all = new EnumMap<>(Map.of(setting, value));
            if (this == ENSEMBLE) {
                all.put(Setting.MASTER_WANDER, network.text(Setting.WANDER));
            }
            return network.with(all);
        }
    }

    /**
     * RMS errors of others under the same conditions, in µs; NaN is what nobody has measured. All of them follow a perfect
     * clock.
     *
     * @param chrony chrony 4.3 at equal traffic, measured in clknetsim
     * @param linear the best linear filter, a Kalman filter that is told wander and noise, computed
     * @param limit a particle filter that is told the whole model, computed: nothing can be much better
     */
    public record Peers(double chrony, double linear, double limit) {}

    /**
     * One row.
     *
     * @param conditions how often slaves are asked, and what is cluster time
     * @param scenario what to simulate
     * @param peers what others reach
     * @param targetMicros the RMS error that must not be exceeded, in µs
     */
    public record Row(Conditions conditions, Scenario scenario, Peers peers, double targetMicros) {

        /** The same in another length, say. */
        Row with(Map<Setting, String> settings) {
            return new Row(conditions, scenario.with(settings), peers, targetMicros);
        }

        /**
         * Whether the largest error is held, too: one that chance alone decides. A queue decides it elsewhere, and the rate of a clock
         * behind a millisecond of normal noise, which is not known yet when the warm-up ends.
         */
        boolean isPeakHeld() {
            return conditions != CORRELATED && !scenario.name().equals("wan-normal");
        }

        /** Whether its network is one on which clocks must come together within {@link TargetResult#LAN_ROUNDS}. */
        boolean isLan() {
            return scenario.name().startsWith("lan");
        }

        /**
         * Measures it, with the seeds from the first upwards, on all processors.
         *
         * @param progress is told, from any thread, {@link Simulation#stepsOfARun} times in each run
         */
        public TargetResult run(long firstSeed, int runs, Runnable progress) {
            List<SimulationResult> results = LongStream.range(firstSeed, firstSeed + runs)
                    .parallel()
                    .mapToObj(seed -> Simulation.run(scenario, seed, 1, progress))
                    .toList();
            return TargetResult.of(this, results);
        }

        @Override
        public String toString() {
            return "%s: %s".formatted(scenario.name(), conditions.description());
        }
    }
}
