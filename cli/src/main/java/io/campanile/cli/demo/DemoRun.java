package io.campanile.cli.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.campanile.cli.ExitSignal;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/**
 * Shows a demonstration until it is over. The command itself speaks of no class of the master: what lists the commands would
 * load it for every one of them.
 */
final class DemoRun implements AutoCloseable {

    private static final Duration SAMPLE = Duration.ofMillis(20);
    private static final int SAMPLES_PER_UPDATE = 10;

    private final Demo demo;
    private final @Nullable Duration duration;

    /**
     * Starts it.
     *
     * @param adminPort where the dashboard is; 0 takes any free port
     * @throws IllegalArgumentException if an option is out of its range
     * @throws IOException if it cannot listen: one sentence that says what to do
     */
    DemoRun(DemoOptions options, int adminPort) throws IOException {
        this.demo = new Demo(options, adminPort);
        this.duration = options.duration();
    }

    /**
     * Shows it until its time is over, or Ctrl-C.
     *
     * @param json where to write the result; null for nowhere
     * @return whether it went as it should
     */
    boolean show(PrintWriter out, @Nullable Path json) throws IOException, InterruptedException {
        try (ExitSignal exit = new ExitSignal()) {
            DemoView view = new DemoView(out, Ansi.AUTO.enabled());
            view.begin(demo);
            watch(view, exit);
            DemoResult result = demo.result();
            view.finish(result);
            if (json != null) {
                Files.writeString(json, new ObjectMapper().writeValueAsString(result) + "\n");
            }
            return result.isGood();
        }
    }

    private void watch(DemoView view, ExitSignal exit) throws InterruptedException {
        long start = System.nanoTime();
        for (int samples = 0; ; samples++) {
            demo.truth().sample();
            if (samples % SAMPLES_PER_UPDATE == 0) {
                view.update(demo);
            }
            boolean over = duration != null && System.nanoTime() - start >= duration.toNanos();
            if (over || exit.await(SAMPLE)) {
                return;
            }
        }
    }

    @Override
    public void close() {
        demo.close();
    }
}
