package io.campanile.os.discipline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.OptionalDouble;

/** A file that remembers by how much the machine's clock has to run faster than its oscillator: one number, in ppm. Not thread-safe. */
final class DriftFile {

    private static final String NAME = "machine-clock.drift";
    private static final int MOST_BYTES = 64;
    private static final double PPM_PPB = 1000;

    private final Path file;

    /** The one in this folder. */
    DriftFile(Path folder) {
        this.file = folder.resolve(NAME);
    }

    /**
     * What it remembers, in ppb; empty if there is none yet.
     *
     * @throws IOException saying what to do, if there is something else in it, or it cannot be read
     */
    OptionalDouble read() throws IOException {
        String text;
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw bad();
            }
            text = Files.readString(file).trim();
        } catch (NoSuchFileException e) {
            return OptionalDouble.empty();
        }
        double ppm;
        try {
            ppm = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw bad();
        }
        if (!(Math.abs(ppm) * PPM_PPB <= Steering.MOST_FREQUENCY_PPB)) {
            throw bad();
        }
        return OptionalDouble.of(ppm * PPM_PPB);
    }

    private IOException bad() {
        return new IOException(
                "%s holds something else than a frequency between -500 and 500 ppm: remove it".formatted(file));
    }

    /**
     * Has it remember this. Who reads it meanwhile finds the old number or the new one.
     *
     * @throws IOException naming the file, if it cannot be written
     */
    void write(double ppb) throws IOException {
        Path next = file.resolveSibling(NAME + ".new");
        Files.writeString(next, String.format(Locale.ROOT, "%.6f%n", ppb / PPM_PPB));
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * Checks that it can be written.
     *
     * @throws IOException saying what to do
     */
    void requireWritable() throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw new IOException(
                    "%s is no folder that this process may write to: make it, or choose another one".formatted(folder));
        }
    }
}
