package io.campanile.admin.web;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A page whose answers are good for a moment: who asks the same again meanwhile, gets the same, and all who are sent it share its
 * bytes. The moment is {@value #REST} times as long as the answer took to compute, and {@value #MOST_MILLIS} ms at the most: so
 * answers take no more than a tenth of a thread, however many ask, and one that is computed in no time is as good as new.
 *
 * <p>The admin server's thread calls it; answers may be completed by others.
 */
public final class Recent implements Page {

    static final int REST = 10;
    static final long MOST_MILLIS = 100;

    private static final long MOST_NANOS = TimeUnit.MILLISECONDS.toNanos(MOST_MILLIS);

    /** Of answers to different questions. */
    private static final int KEPT = 2;

    private final Page page;
    private final LongSupplier nanos;
    private final Map<String, Given> given = new LinkedHashMap<>();

    /** An answer, be it under way. */
    private final class Given {

        private final long startedNanos = nanos.getAsLong();
        private final CompletableFuture<? extends Answer> answer;
        private volatile boolean done;
        private volatile long goodUntilNanos;

        Given(Query query) {
            answer = page.get(query);
            answer.whenComplete((result, failure) -> {
                long now = nanos.getAsLong();
                goodUntilNanos = now + Math.min(MOST_NANOS, REST * (now - startedNanos));
                done = true;
            });
        }

        boolean isOver(long nowNanos) {
            return done && nowNanos - goodUntilNanos >= 0;
        }
    }

    /** In front of another page. */
    public Recent(Page page) {
        this(page, System::nanoTime);
    }

    Recent(Page page, LongSupplier nanos) {
        this.page = page;
        this.nanos = nanos;
    }

    @Override
    public CompletableFuture<? extends Answer> get(Query query) {
        long now = nanos.getAsLong();
        given.values().removeIf(old -> old.isOver(now));
        Given last = given.get(query.key());
        if (last == null) {
            if (given.size() >= KEPT) {
                given.remove(given.keySet().iterator().next());
            }
            last = new Given(query);
            given.put(query.key(), last);
        }
        return last.answer;
    }
}
