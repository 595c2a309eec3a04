package io.campanile.cli.slave;

import io.campanile.core.discipline.DisciplineLimits;
import io.campanile.core.discipline.ObedienceLimits;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a slave takes from a master. */
@SuppressWarnings("NullAway.Init") // picocli fills the options in
final class ObedienceOptions {

    @Option(
            names = "--panic",
            paramLabel = "DURATION",
            defaultValue = "1000s",
            description =
                    "How far corrections may move this clock from where its own oscillator has it since the first one,"
                            + " 1ms or more. A master that wants more is left.")
    private Duration panic;

    @Option(
            names = "--first-step",
            paramLabel = "DURATION",
            description = "How far the first correction may move it; without this as far as the master says.")
    private @Nullable Duration firstStep;

    @Option(
            names = "--epoch-lead",
            paramLabel = "DURATION",
            defaultValue = "2d",
            description = "How far a master's epoch, a wall time, may be ahead of this machine's clock; 1s or more.")
    private Duration epochLead;

    @Option(
            names = "--max-holdover",
            paramLabel = "DURATION",
            defaultValue = "10h",
            description = "For how long a bound is believed at most, whatever the master says; 1s or more.")
    private Duration mostHoldover;

    @Option(
            names = "--begin-again",
            description =
                    "Once the bound of this clock is void, since its machine slept or the master found it wrong, take the next"
                            + " correction for the first one: it may step by any --first-step, whatever the limits of panic. Without"
                            + " this, only a clock does so that was corrected fewer than eight times before.")
    private boolean beginAgain;

    /**
     * What they amount to.
     *
     * @throws IllegalArgumentException naming the setting that is out of its range
     */
    DisciplineLimits limits() {
        return DisciplineLimits.DEFAULT.withObedience(new ObedienceLimits(
                panic.toNanos(),
                firstStep == null ? ObedienceLimits.UNLIMITED_NANOS : firstStep.toNanos(),
                epochLead.toMillis(),
                mostHoldover.toNanos(),
                beginAgain));
    }
}
