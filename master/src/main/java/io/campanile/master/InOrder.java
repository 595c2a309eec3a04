package io.campanile.master;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out what takes a while, one after the other. Thread-safe. */
final class InOrder {

    private static final Logger log = LoggerFactory.getLogger(MasterServer.class);

    private final Executor executor;
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

    /**
     * Nothing to be done yet.
     *
     * @param executor begins each of them
     */
    InOrder(Executor executor) {
        this.executor = executor;
    }

    /**
     * One more; if it fails, that is logged, and the next begins.
     *
     * @param complaint what to say then
     */
    synchronized void add(Supplier<CompletableFuture<Void>> work, String complaint) {
        last = last.thenComposeAsync(before -> work.get(), executor).exceptionally(failure -> {
            log.error(complaint, failure);
            return null;
        });
    }

    /** Completes when all that was added until now was carried out. */
    synchronized CompletableFuture<Void> last() {
        return last;
    }
}
