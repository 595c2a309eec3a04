package io.campanile.master.admin;

import static io.netty.handler.codec.http.HttpResponseStatus.NOT_FOUND;

import io.campanile.core.filter.Sample;
import io.campanile.master.Histogram;
import io.campanile.master.MasterServer;
import io.campanile.master.SlaveStatus;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the admin server has to say, and at which path. Of the admin server's thread. */
final class Site {

    static final String EVENTS = "/api/v1/events";
    static final String STATUS = "/api/v1/status";
    private static final String SLAVES = "/api/v1/slaves";
    private static final String SLAVE = SLAVES + "/";

    private final MasterServer master;
    private final Chronicle chronicle;
    private final Map<String, Page> pages;
    private final Assets assets = new Assets("web");

    Site(String name, MasterServer master, Chronicle chronicle, MetricsPage metrics) {
        this.master = master;
        this.chronicle = chronicle;
        pages = Map.of(
                STATUS,
                page(query -> StatusDocument.of(name, master)),
                SLAVES,
                page(query -> SlavesDocument.of(master.status(), query, now())),
                "/api/v1/rounds",
                page(this::rounds),
                "/metrics",
                metrics,
                "/health/live",
                page(query -> Health.live()),
                "/health/ready",
                query -> CompletableFuture.completedFuture(ready()));
    }

    private static Page page(Function<Query, Object> document) {
        return query -> CompletableFuture.completedFuture(Answer.json(document.apply(query)));
    }

    /** The page at this path, if there is one. */
    Optional<Page> at(String rawPath) {
        if (rawPath.startsWith(SLAVE)) {
            return Optional.of(this::slave);
        }
        @Nullable Page page = pages.get(rawPath);
        return page == null ? assets.at(rawPath) : Optional.of(page);
    }

    private long now() {
        return master.clock().read().localNanos();
    }

    /**
     * The answer to {@code GET /api/v1/rounds}.
     *
     * @param bucketsNanos the upper ends of the buckets of all round trips, each inclusive; one more has none
     * @param rounds oldest first
     */
    record RoundsDocument(List<Long> bucketsNanos, List<RoundDocument> rounds) {}

    private RoundsDocument rounds(Query query) {
        return new RoundsDocument(
                Arrays.stream(Histogram.boundsNanos()).boxed().toList(),
                chronicle.rounds(query.number("last", 60, 1, Chronicle.ROUNDS)));
    }

    private CompletableFuture<Answer> slave(Query query) {
        String name = query.pathAfter(SLAVE);
        Optional<SlaveStatus> known = chronicle.find(name);
        Optional<CompletableFuture<List<Sample>>> samples = master.samples(name);
        if (known.isEmpty() || samples.isEmpty()) {
            return CompletableFuture.completedFuture(
                    Answer.error(NOT_FOUND, "no slave of this name is connected; see " + SLAVES));
        }
        StatusDocument.Slave slave = StatusDocument.Slave.of(known.get(), now());
        List<SlaveDocument.Moment> history = chronicle.history(name);
        return samples.get()
                .thenApply(list -> Answer.json(new SlaveDocument(
                        slave,
                        history,
                        list.stream().map(SlaveDocument.Measurement::of).toList())));
    }

    private Answer ready() {
        return Health.ready(Health.reasons(
                        master.status(), master.options().cluster().roundNanos(), now()))
                .answer();
    }
}
