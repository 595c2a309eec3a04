package io.campanile.os.utc;

import java.io.IOException;
import java.util.Optional;

/** Somebody on the machine who knows how far its wall clock can be from UTC. Asked by one thread, which may wait for the answer. */
interface UtcSource {

    /** What it is called in a sentence. */
    String name();

    /**
     * What it says now.
     *
     * @return empty if it is there and does not know, as when nothing is synchronized
     * @throws IOException if it is not there, or what it says cannot be read: one sentence
     */
    Optional<WallError> read() throws IOException;
}
