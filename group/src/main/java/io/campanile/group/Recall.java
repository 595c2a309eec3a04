package io.campanile.group;

import io.campanile.master.DataDirectory;
import io.campanile.master.Memory;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this member remembers beside the log: the latest epoch, and its electors. A group that begins with another list
 * begins with what its members remember, and so does a master that runs alone. Thread-safe.
 */
final class Recall implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Recall.class);

    private final DataDirectory directory;
    private Memory memory;
    private boolean failed;

    private Recall(DataDirectory directory, Memory memory) {
        this.directory = directory;
        this.memory = memory;
    }

    /**
     * Reads what is remembered.
     *
     * @param directory where; this closes it
     * @throws IOException if it cannot be read: one sentence that says what to do
     */
    static Recall in(DataDirectory directory) throws IOException {
        return new Recall(directory, directory.read());
    }

    synchronized Memory memory() {
        return memory;
    }

    /**
     * Remembers this, unless something later is known already.
     *
     * @throws IOException if it cannot be written: one sentence that says what to do
     */
    synchronized void keep(Memory next) throws IOException {
        if (next.epoch() >= memory.epoch() && !next.equals(memory)) {
            directory.write(next);
            memory = next;
        }
    }

    /** Remembers what the log says. The log has it, too: what cannot be written is no reason to stop. */
    synchronized void learn(Facts facts) {
        try {
            keep(facts.memory());
            failed = false;
        } catch (IOException e) {
            if (!failed) {
                log.warn("{}; this member goes on with the group's log", e.getMessage());
            }
            failed = true;
        }
    }

    @Override
    public void close() {
        try {
            directory.close();
        } catch (IOException e) {
            log.warn("could not close the data directory: {}", e.getMessage());
        }
    }
}
