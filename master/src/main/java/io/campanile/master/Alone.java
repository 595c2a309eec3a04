package io.campanile.master;

import io.campanile.core.LocalClock;
import io.campanile.core.round.Epochs;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
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

    private static final long STOP_SECONDS = 2;

    private final @Nullable DataDirectory directory;
    private final long epoch;

    /** A thread while there is something to write: a disk may be slow. */
    private final ExecutorService writer = new ThreadPoolExecutor(
            0, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), new DefaultThreadFactory("campanile-memory", true));

    private Consumer<State> listener = state -> {};
    private long leeway = Epochs.LEEWAY_MILLIS;
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
    public void start(Consumer<State> told) {
        listener = told;
        lead();
    }

    /**
     * Has it take over whoever comes, however high the epoch of the master that he has obeyed: before it {@linkplain #start starts}.
     *
     * @return this
     */
    public Alone takingOver() {
        leeway = new Epochs(epoch, 0).takingOver().leeway();
        return this;
    }

    private synchronized void lead() {
        listener.accept(new Leading(epoch, leeway, memory.electors(), 0));
    }

    @Override
    public CompletableFuture<Void> remember(int electors) {
        if (directory == null) {
            keep(new Memory(epoch, electors));
            return CompletableFuture.completedFuture(null);
        }
        return CompletableFuture.runAsync(() -> write(directory, new Memory(epoch, electors)), writer);
    }

    private void write(DataDirectory to, Memory next) {
        try {
            to.write(next);
            keep(next);
        } catch (IOException e) {
            log.warn("{}; trying again", e.getMessage());
            if (isForgetful()) {
                lead();
            }
            throw new CompletionException(e);
        }
    }

    private synchronized void keep(Memory next) {
        memory = next;
    }

    /** Whether nothing says yet that there is a cluster time: the one that was just founded is over. */
    private synchronized boolean isForgetful() {
        return memory.electors() == 0;
    }

    @Override
    public void resign(Reason reason) {
        // Nobody is to take over.
    }

    /** Nobody is to take over. What is to be written still is. */
    @Override
    public void stop() {
        writer.shutdown();
        try {
            if (!writer.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                log.warn("the disk is slow: what was to be remembered last may be lost");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
