package io.campanile.load;

import io.campanile.slave.Slave;
import io.netty.channel.EventLoopGroup;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** How the slaves of a process end: they say goodbye, and after a second and a half at most their connections are cut. */
public final class Farewell {

    private static final long MILLIS = 1500;

    private Farewell() {}

    /**
     * Ends slaves, and waits for it.
     *
     * @param loops do their work, and end with them
     */
    public static void of(Collection<Slave> slaves, EventLoopGroup loops) {
        await(
                CompletableFuture.allOf(slaves.stream()
                        .map(slave -> slave.stop().toCompletableFuture())
                        .toArray(CompletableFuture<?>[]::new)),
                loops);
    }

    /** The same of slaves that are saying goodbye. */
    static void await(CompletableFuture<Void> goodbyes, EventLoopGroup loops) {
        goodbyes.completeOnTimeout(null, MILLIS, TimeUnit.MILLISECONDS).join();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}
