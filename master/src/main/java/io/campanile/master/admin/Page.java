package io.campanile.master.admin;

import java.util.concurrent.CompletableFuture;

/** Answers at one path. The admin server's thread calls it; the answer may come later, from any thread. */
@FunctionalInterface
interface Page {

    /**
     * The answer.
     *
     * @throws IllegalArgumentException saying what is wrong with the query
     */
    CompletableFuture<Answer> get(Query query);
}
