package io.campanile.simulator.load;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/** Builds options of which a test cares for one or two. */
record Options(int slaves, int threads) {

    static Options slaves(int count) {
        return new Options(count, 1);
    }

    LoadOptions onThreads(int count) {
        return new LoadOptions(
                List.of(InetSocketAddress.createUnresolved("127.0.0.1", 8080)),
                slaves,
                2000,
                Duration.ofSeconds(10),
                Duration.ofSeconds(2),
                100_000,
                0,
                0,
                count,
                1);
    }
}
