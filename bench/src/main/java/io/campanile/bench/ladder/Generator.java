package io.campanile.bench.ladder;

import io.campanile.bench.process.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A load in the background, which ends by itself.
 *
 * @param load the process
 * @param rung what it was asked for
 * @param json where its figures go
 */
public record Generator(Child load, Rung rung, Path json) implements AutoCloseable {

    /** For a JVM to start, its last slave, and its summing up. */
    private static final long SPARE_SECONDS = 60;

    /** Starts one. */
    public static Generator start(Campanile campanile, Campanile.Master master, Rung rung, Path json)
            throws IOException {
        Files.deleteIfExists(json);
        return new Generator(campanile.load(rung, master, json), rung, json);
    }

    /** Whether it still measures: it writes its figures as it ends measuring, while all slaves are still there. */
    boolean isMeasuring() throws IOException {
        return !isWritten() && load.isAlive();
    }

    private boolean isWritten() throws IOException {
        return Files.exists(json) && Files.size(json) > 0;
    }

    /** Waits for its end, from its beginning on. */
    public LoadFigures figures() throws IOException, InterruptedException {
        return figures(rung.joinSeconds() + rung.warmUpSeconds() + rung.seconds() + SPARE_SECONDS);
    }

    /** Waits for its end, once it has measured. */
    LoadFigures lastFigures() throws IOException, InterruptedException {
        return figures(SPARE_SECONDS);
    }

    private LoadFigures figures(long withinSeconds) throws IOException, InterruptedException {
        load.awaitEnd(withinSeconds);
        if (!isWritten()) {
            throw new IOException("the load failed: " + load.output());
        }
        return LoadFigures.parse(Files.readString(json));
    }

    @Override
    public void close() {
        load.close();
    }
}
