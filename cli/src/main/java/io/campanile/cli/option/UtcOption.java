package io.campanile.cli.option;

import io.campanile.core.LocalClock;
import io.campanile.os.utc.UtcClock;
import picocli.CommandLine.Option;

/** Whether a command claims what its machine knows of UTC. */
@SuppressWarnings("NullAway.Init") // picocli fills the options in
public final class UtcOption {

    /** Whether it does. */
    public enum Utc {
        /** If the machine knows. */
        AUTO,
        /** Never. */
        OFF
    }

    /** Reads one of those. */
    static final class OfUtc extends Choice<Utc> {

        OfUtc() {
            super(Utc.class);
        }
    }

    @Option(
            names = "--utc",
            paramLabel = "WHETHER",
            defaultValue = "auto",
            converter = OfUtc.class,
            completionCandidates = OfUtc.class,
            description =
                    "Whether to claim what this machine knows of UTC: ${COMPLETION-CANDIDATES}. auto asks ClockBound,"
                            + " chrony and the kernel, and claims nothing while none of them is synchronized.")
    private Utc utc;

    /** The machine's local clock, which claims it or does not. */
    public LocalClock on(LocalClock machine) {
        return utc == Utc.OFF ? machine : UtcClock.ofThisMachine(machine);
    }
}
