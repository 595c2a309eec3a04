package io.campanile.cli.option;

import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** Lets a command end with the process that started it, however that one ends. */
public final class EndWith {

    /** Listens as the option is parsed; the command then ends as on a signal. */
    @Option(names = "--end-with", paramLabel = "PID", description = "End when the process of this number ends.")
    void process(long pid) {
        ProcessHandle.of(pid)
                .<CompletableFuture<?>>map(ProcessHandle::onExit)
                .orElse(CompletableFuture.completedFuture(null))
                .thenRunAsync(() -> System.exit(ExitCode.SOFTWARE));
    }
}
