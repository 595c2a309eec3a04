package io.campanile.cli.agreement;

import io.campanile.cli.ExitSignal;
import io.campanile.cli.option.Durations;
import io.campanile.cli.terminal.Screen;
import io.campanile.load.agreement.Pairs;
import io.campanile.load.agreement.Processes;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Help.Ansi;

/** Waits while the processes run, notices when one dies, and shows on a terminal how far it is. */
final class AgreementWatch implements AutoCloseable {

    private static final Duration LOOK = Duration.ofMillis(200);

    private final Processes processes;
    private final Pairs pairs;
    private final ExitSignal exit;
    private final Screen screen;

    AgreementWatch(Processes processes, Pairs pairs, ExitSignal exit) {
        this.processes = processes;
        this.pairs = pairs;
        this.exit = exit;
        this.screen = Screen.onError();
    }

    /**
     * Waits until a phase is over.
     *
     * @return whether it was; otherwise somebody asked this process to end
     * @throws IOException if one of the processes died, saying how
     */
    boolean lasts(String phase, Duration time) throws IOException, InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            show(phase, time, Duration.ofNanos(left));
            if (exit.await(Duration.ofNanos(Math.min(left, LOOK.toNanos())))) {
                return false;
            }
            Optional<String> death = processes.death();
            if (death.isPresent()) {
                throw new IOException(death.get());
            }
        }
        return true;
    }

    private void show(String phase, Duration time, Duration left) {
        double rms = pairs.rmsNanos();
        String apart = Double.isNaN(rms) ? "" : ", two clocks are %s apart".formatted(Durations.human(Math.round(rms)));
        draw(List.of("%s: %s of %s s%s".formatted(phase, time.minus(left).toSeconds(), time.toSeconds(), apart)));
    }

    private void draw(List<String> lines) {
        if (Ansi.AUTO.enabled()) {
            screen.draw(lines);
        }
    }

    /** Takes the line away. */
    @Override
    public void close() {
        draw(List.of());
    }
}
