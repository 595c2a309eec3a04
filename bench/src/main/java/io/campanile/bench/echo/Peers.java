package io.campanile.bench.echo;

import java.util.concurrent.CompletableFuture;

/** The peers of an echo server, by number. Its event loop calls the methods that send. */
interface Peers {

    /** Where they can reach the server. */
    int port();

    /** Completes when all are there. */
    CompletableFuture<Void> here();

    /** Sends a probe, at the latest when this is {@linkplain #flush() flushed}. */
    void probe(int peer);

    /** Sends what waits. */
    void flush();
}
