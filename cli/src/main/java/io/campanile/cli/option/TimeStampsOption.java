package io.campanile.cli.option;

import io.campanile.proto.socket.TimeStamps;
import picocli.CommandLine.Option;

/** Who stamps what a node of a cluster hears and says. */
@SuppressWarnings("NullAway.Init") // picocli fills the options in
public final class TimeStampsOption {

    @Option(
            names = "--timestamps",
            paramLabel = "WHOSE",
            defaultValue = "auto",
            converter = Choice.OfTimeStamps.class,
            completionCandidates = Choice.OfTimeStamps.class,
            description =
                    "Who stamps datagrams, and what comes in over connections: ${COMPLETION-CANDIDATES}. auto is the kernel on Linux, and this program"
                            + " elsewhere; hardware is a network card with a clock, beside the kernel.")
    private TimeStamps stamps;

    /** Who does. */
    public TimeStamps chosen() {
        return stamps;
    }
}
