package io.campanile.group;

/**
 * Whether Raft's log still gets onto the disk. Ratis goes on after some failures of the thread that writes, as a member that
 * follows, is heard, and never learns anything again; and it waits for ever for a disk that does not answer.
 *
 * <p>It counts looks, and not time: a machine that slept has not waited for its disk. Not thread-safe.
 */
final class LogProgress {

    private final int mostLooks;
    private long written = Long.MIN_VALUE;
    private int waited;

    /**
     * Has not looked yet.
     *
     * @param mostLooks after so many looks in a row without progress the log is stuck; 1 or more
     */
    LogProgress(int mostLooks) {
        this.mostLooks = mostLooks;
    }

    /**
     * Looks.
     *
     * @param last the last entry that there is
     * @param onDisk the last one that is written
     * @return whether the log is stuck: something is to be written, and nothing was for so long
     */
    boolean isStuck(long last, long onDisk) {
        waited = onDisk >= last || onDisk != written ? 0 : waited + 1;
        written = onDisk;
        return waited >= mostLooks;
    }
}
