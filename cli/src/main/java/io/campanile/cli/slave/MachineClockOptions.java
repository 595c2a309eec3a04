package io.campanile.cli.slave;

import io.campanile.os.discipline.MachineClock;
import io.campanile.os.discipline.MachineClockState;
import io.campanile.slave.SlaveBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Whether this machine's own clock follows the slave's. */
@SuppressWarnings("NullAway.Init") // picocli fills the options in
final class MachineClockOptions {

    private static final String DISCIPLINE = "--discipline-clock";
    private static final Duration LEAST_STEP = Duration.ofMillis(1);

    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = DISCIPLINE,
            description =
                    "Keep this machine's own clock, which date shows, on cluster time, instead of chrony, ntpd or timesyncd."
                            + " Linux only; needs CAP_SYS_TIME.")
    private boolean discipline;

    @Option(
            names = "--clock-step",
            paramLabel = "DURATION",
            description =
                    "How far that may be from cluster time before it is set at once, once it was there; 1ms or more,"
                            + " and 128ms unless it is given. Less than that is slewed away, at 400 ppm at most. At the start it is"
                            + " set from 10ms on, or this if it is less.")
    private @Nullable Duration step;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description =
                    "Where --discipline-clock remembers the frequency of the machine's clock, for the next start.")
    private @Nullable Path dataDir;

    /**
     * Checks what there is.
     *
     * @param wrong whether the slave's local clock is to be wrong on purpose
     * @param told whether other programs are told cluster time at a socket
     * @throws ParameterException if an option is out of its range, or does not go with another
     */
    void check(boolean wrong, boolean told) {
        require(discipline || step == null, "--clock-step is about the machine's clock: give %s, too", DISCIPLINE);
        require(step == null || step.compareTo(LEAST_STEP) >= 0, "--clock-step is %s: choose 1ms or more", step);
        require(
                !discipline || !wrong,
                "%s makes the machine's clock right: give no --clock-offset and no --clock-drift",
                DISCIPLINE);
        require(
                !discipline || !told,
                "--local-socket tells cluster time by CLOCK_MONOTONIC, which %s bends: give one of the two; with the second,"
                        + " every program reads cluster time from CLOCK_REALTIME",
                DISCIPLINE);
    }

    private void require(boolean holds, String complaint, @Nullable Object about) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), complaint.formatted(about));
        }
    }

    /**
     * Claims the machine's clock, if it is to be disciplined; null otherwise.
     *
     * @param slave gets a local clock that nothing bends
     * @throws IOException saying why it cannot be had, and what to do
     */
    @Nullable
    MachineClock claim(SlaveBuilder slave) throws IOException {
        if (!discipline) {
            return null;
        }
        long threshold = step == null ? MachineClock.STEP_THRESHOLD_NANOS : step.toNanos();
        try {
            MachineClock clock = MachineClock.claim(threshold, dataDir, DISCIPLINE);
            slave.localClock(clock.local());
            return clock;
        } catch (IOException e) {
            throw new IOException("%s: %s".formatted(DISCIPLINE, e.getMessage()), e);
        }
    }

    /** How that clock is kept; null if it is not. */
    static @Nullable Supplier<MachineClockState> state(@Nullable MachineClock clock) {
        return clock == null ? null : clock::state;
    }
}
