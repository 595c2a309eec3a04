package io.campanile.cli.master;

import io.campanile.cli.option.BurstConverter;
import io.campanile.cli.option.Choice;
import io.campanile.cli.option.Rate;
import io.campanile.core.ensemble.EnsembleConfig;
import io.campanile.core.ensemble.PullLimits;
import io.campanile.core.ensemble.Reference;
import io.campanile.core.filter.FilterLimits;
import io.campanile.core.round.Burst;
import io.campanile.core.round.ClusterConfig;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How a master keeps its cluster together. */
@SuppressWarnings("NullAway.Init") // picocli fills the options in
final class ClusterOptions {

    @Option(
            names = "--round",
            paramLabel = "DURATION",
            defaultValue = "1s",
            description = "How often to measure and correct; 10ms to 1h.")
    private Duration round;

    @Option(
            names = "--burst",
            paramLabel = "N",
            defaultValue = "auto",
            converter = BurstConverter.class,
            description = "Probes to each slave in a round: 1 to 16, or auto: 4, and fewer where they would not fit.")
    private Burst burst;

    @Option(
            names = "--quorum",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many clocks, this one included, must agree before anybody is corrected.")
    private int quorum;

    @Option(
            names = "--reference",
            paramLabel = "WHO",
            defaultValue = "ensemble",
            converter = OfReference.class,
            completionCandidates = OfReference.class,
            description = "Who decides: ensemble, the average; or local, the clock of this master's machine.")
    private Reference reference;

    /** Reads who decides. */
    static final class OfReference extends Choice<Reference> {

        OfReference() {
            super(Reference.class);
        }
    }

    @Option(
            names = "--panic",
            paramLabel = "DURATION",
            defaultValue = "1000s",
            description = "How far a clock may be from the others and still be corrected; 1ms to 10 years.")
    private Duration panic;

    @Option(
            names = "--tolerance",
            paramLabel = "DURATION",
            defaultValue = "1ms",
            description = "How far apart corrected clocks may be, beyond what their bounds explain, and still agree.")
    private Duration tolerance;

    @Option(
            names = "--settle",
            paramLabel = "DURATION",
            defaultValue = "1500ms",
            description = "How long nobody may have joined before a new cluster averages its clocks.")
    private Duration settle;

    @Option(
            names = "--holdover",
            paramLabel = "DURATION",
            defaultValue = "600s",
            description = "How long a bound holds without a new correction; never less than ten rounds.")
    private Duration holdover;

    @Option(
            names = "--drift-limit",
            paramLabel = "RATE",
            defaultValue = "1000ppm",
            description = "How fast two healthy clocks may drift apart. Every bound rests on it.")
    private Rate driftLimit;

    @Option(
            names = "--wander-limit",
            paramLabel = "RATE",
            defaultValue = "15ppm",
            description = "By how much that may change while a bound holds. Every bound grows by it.")
    private Rate wanderLimit;

    @Option(
            names = "--utc-pull",
            paramLabel = "RATE",
            defaultValue = "20ppm",
            description =
                    "By how much cluster time may run faster or slower than its members to come to UTC; 0ppm to 500ppm."
                            + " 0ppm: it is told how far UTC is, and goes nowhere.")
    private Rate utcPull;

    /**
     * What they amount to.
     *
     * @throws IllegalArgumentException naming the setting that is out of its range
     */
    ClusterConfig config() {
        FilterLimits filter = new FilterLimits(driftLimit.ppb(), wanderLimit.ppb());
        EnsembleConfig ensemble = EnsembleConfig.DEFAULT
                .withFilter(filter)
                .withQuorum(quorum)
                .withPull(new PullLimits(utcPull.ppb(), PullLimits.DEFAULT.timeConstantNanos()))
                .withDistances(panic.toNanos(), tolerance.toNanos(), settle.toNanos());
        return ClusterConfig.of(ensemble, round.toNanos(), holdover.toNanos(), burst)
                .withReference(reference);
    }
}
