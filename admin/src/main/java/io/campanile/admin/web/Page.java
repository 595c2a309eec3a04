package io.campanile.admin.web;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Answers at one path. The admin server's thread calls it; the answer may come later, from any thread. */
@FunctionalInterface
public interface Page {

    /**
     * The answer.
     *
     * @throws IllegalArgumentException saying what is wrong with the query
     */
    CompletableFuture<? extends Answer> get(Query query);

    /** A page that can answer at once. */
    static Page of(Function<Query, ? extends Answer> answer) {
        return query -> CompletableFuture.completedFuture(answer.apply(query));
    }
}
