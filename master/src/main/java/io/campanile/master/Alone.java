package io.campanile.master;

import io.campanile.core.LocalClock;
import io.campanile.core.round.Epochs;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A master that runs alone leads for as long as it runs. Its epoch is the time of its start, see {@link Epochs}, and higher
 * than every one that it remembers.
 */
public final class Alone implements Leadership {

    private static final Logger log = LoggerFactory.getLogger(Alone.class);

    private final @Nullable DataDirectory directory;
    private final long epoch;
    private Memory memory;

    private Alone(@Nullable DataDirectory directory, Memory before, LocalClock clock, boolean foundAnew) {
        this.directory = directory;
        this.epoch = Math.max(before.epoch() + 1, Epochs.alone(clock.nanos()).current());
        this.memory = new Memory(epoch, foundAnew ? 0 : before.electors());
    }

    /** A master that remembers nothing. */
    public static Alone forgetful(LocalClock clock) {
        return new Alone(null, Memory.NOTHING, clock, false);
    }

    /**
     * A master that remembers.
     *
     * @param directory where; it stays the caller's
     * @param foundAnew whether to forget how many clocks agreed, so that a new cluster time may be founded by whoever is
     *     there
     * @throws IOException if the directory cannot be read or written: one sentence that says what to do
     */
    public static Alone remembering(DataDirectory directory, LocalClock clock, boolean foundAnew) throws IOException {
        Alone alone = new Alone(directory, directory.read(), clock, foundAnew);
        directory.write(alone.memory);
        return alone;
    }

    @Override
    public void start(Consumer<State> listener) {
        listener.accept(new Leading(epoch, Epochs.LEEWAY_MILLIS, memory.electors(), 0));
    }

    @Override
    public synchronized void remember(int electors) {
        memory = new Memory(epoch, electors);
        if (directory == null) {
            return;
        }
        try {
            directory.write(memory);
        } catch (IOException e) {
            log.warn("{}; this master goes on", e.getMessage());
        }
    }

    @Override
    public void resign() {
        // Nobody is to take over.
    }

    @Override
    public void stop() {
        // Nobody is to take over.
    }
}
