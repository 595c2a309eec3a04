package io.campanile.bench.trust;

import io.campanile.bench.ladder.Campanile;
import io.campanile.bench.ladder.LoadFigures;
import io.campanile.bench.ladder.Rung;
import io.campanile.bench.process.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A load in the background: honest slaves that see what others do to their master.
 *
 * @param load the process
 * @param rung what it was asked for
 * @param json where its figures go
 */
record Generator(Child load, Rung rung, Path json) implements AutoCloseable {

    /** For a JVM to start, its last slave, and its summing up. */
    private static final long SPARE_SECONDS = 60;

    static Generator start(Campanile campanile, Campanile.Master master, Rung rung, Path json) throws IOException {
        Files.deleteIfExists(json);
        return new Generator(campanile.load(rung, master, json), rung, json);
    }

    /** Waits for its end. */
    LoadFigures figures() throws IOException, InterruptedException {
        load.awaitEnd(rung.joinSeconds() + rung.seconds() + SPARE_SECONDS);
        if (!Files.exists(json)) {
            throw new IOException("the load failed: " + load.output());
        }
        return LoadFigures.parse(Files.readString(json));
    }

    @Override
    public void close() {
        load.close();
    }
}
