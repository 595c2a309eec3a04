package io.campanile.bench.network;

import java.util.List;

/**
 * Another machine of an {@link OwnNetwork}: a namespace, at the other end of an Ethernet.
 *
 * @param name its name, which is also that of our end of the Ethernet
 * @param near our address on it
 * @param far its address
 */
public record Neighbour(String name, String near, String far) {

    /** What a command begins with that runs there. */
    public List<String> enter() {
        return List.of("ip", "netns", "exec", name);
    }
}
