package io.campanile.admin.web;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A page whose answers are good for a moment: who asks the same again meanwhile, gets the same. So it is computed ten times a
 * second at most, however many ask; and all who are sent it share its bytes.
 *
 * <p>The admin server's thread calls it.
 */
public final class Recent implements Page {

    static final long GOOD_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** Of answers to different questions. */
    private static final int KEPT = 2;

    private final Page page;
    private final LongSupplier nanos;
    private final Map<String, Given> given = new LinkedHashMap<>();

    private record Given(CompletableFuture<? extends Answer> answer, long atNanos) {}

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
        given.values().removeIf(old -> now - old.atNanos() >= GOOD_NANOS);
        Given last = given.get(query.key());
        if (last != null) {
            return last.answer();
        }
        CompletableFuture<? extends Answer> answer = page.get(query);
        if (given.size() >= KEPT) {
            given.remove(given.keySet().iterator().next());
        }
        given.put(query.key(), new Given(answer, nanos.getAsLong()));
        return answer;
    }
}
