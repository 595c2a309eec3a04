package io.campanile.proto.datagram;

import io.campanile.proto.socket.HostNetwork;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts the sessions that have proven their address and were not welcomed yet, and says whether there may be one more: so
 * many at all, and so many from one address. Under IPv6 an address counts with all that share its first 64 bits, which one
 * host may have.
 *
 * <p>Thread-safe: the sockets of a port share one.
 */
public final class Anteroom {

    /** Takes as many as a master lets wait for a leader; a session takes some kilobytes. */
    public static final int MOST = 10_000;

    /** As many slaves as one address may well have that all come back at once. */
    public static final int MOST_OF_ONE = 256;

    private final int most;
    private final int mostOfOne;
    private final Map<String, Integer> waiting = new HashMap<>();
    private int all;

    /** With the limits that are meant for a master. Loopback is not limited by itself: tests and benchmarks come from there. */
    public Anteroom() {
        this(MOST, MOST_OF_ONE);
    }

    Anteroom(int most, int mostOfOne) {
        this.most = most;
        this.mostOfOne = mostOfOne;
    }

    /** One more from here, if there may be: then it has to {@link #leave}. */
    synchronized boolean enter(InetAddress address) {
        String origin = HostNetwork.of(address);
        int others = waiting.getOrDefault(origin, 0);
        if (all >= most || (others >= mostOfOne && !address.isLoopbackAddress())) {
            return false;
        }
        waiting.put(origin, others + 1);
        all++;
        return true;
    }

    /** One less: it was welcomed, or has gone. */
    synchronized void leave(InetAddress address) {
        all--;
        waiting.computeIfPresent(HostNetwork.of(address), (any, count) -> count == 1 ? null : count - 1);
    }

    /** How many there are. */
    synchronized int size() {
        return all;
    }
}
