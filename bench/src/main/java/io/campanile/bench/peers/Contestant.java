package io.campanile.bench.peers;

import io.campanile.bench.network.Neighbour;
import io.campanile.core.Series;
import java.io.IOException;

/**
 * A server here and a client there, with four exchanges a second between them. Both are on one machine, and have its clock: so what
 * the client should show is known. {@code toString} is its name for people.
 */
interface Contestant {

    /** How often the client's clock is read. */
    int READINGS_PER_SECOND = 4;

    /**
     * Runs both.
     *
     * @return by how much the client's clock was wrong, in nanoseconds
     * @throws IOException if one of them does not start, or does not synchronize
     */
    Series errors(Neighbour there, PeersPlan plan) throws IOException, InterruptedException;
}
