package io.campanile.load;

import io.campanile.proto.socket.TimeStamps;
import io.campanile.proto.socket.Transport;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/** Configs of which a test cares for two or three. */
final class Configs {

    private Configs() {}

    static LoadConfig of(Transport transport, int slaves, int threads) {
        return of(transport, TimeStamps.USER, slaves, threads);
    }

    static LoadConfig of(Transport transport, TimeStamps stamps, int slaves, int threads) {
        return new LoadConfig(
                List.of(InetSocketAddress.createUnresolved("127.0.0.1", 8080)),
                transport,
                stamps,
                slaves,
                2000,
                Duration.ZERO,
                Duration.ofSeconds(10),
                Duration.ofSeconds(2),
                100_000,
                0,
                0,
                threads,
                1,
                null);
    }
}
