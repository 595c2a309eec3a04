package io.campanile.admin.master;

import static io.netty.handler.codec.http.HttpResponseStatus.NOT_FOUND;

import io.campanile.admin.web.Answer;
import io.campanile.admin.web.Content;
import io.campanile.admin.web.Health;
import io.campanile.admin.web.Page;
import io.campanile.admin.web.Query;
import io.campanile.admin.web.Recent;
import io.campanile.admin.web.Routes;
import io.campanile.admin.web.WebServer;
import io.campanile.core.filter.Sample;
import io.campanile.master.Histogram;
import io.campanile.master.MasterServer;
import io.campanile.master.SlaveStatus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** What a master's admin server has to say. The admin server's thread calls everything here, but for how the master is: that is answered by another one. */
final class MasterPages {

    private static final String SLAVES = "/api/v1/slaves";
    private static final String SLAVE = SLAVES + "/";

    private final String name;
    private final MasterServer master;
    private final RoundHistory history;
    private final WebServer server;

    /**
     * The pages of a master.
     *
     * @param name what people call it
     * @param server serves them
     */
    MasterPages(String name, MasterServer master, RoundHistory history, WebServer server) {
        this.server = server;
        this.name = name;
        this.master = master;
        this.history = history;
    }

    /** Which page is at which path. */
    Routes routes(Page events, Page metrics) {
        Map<String, Page> health = Map.of(
                "/health/live", Page.of(query -> Health.live().answer()), "/health/ready", Page.of(query -> ready()));
        Map<String, Page> pages = Map.of(
                Routes.STATUS,
                json(query -> StatusDocument.of(name, master)),
                SLAVES,
                json(query -> SlavesDocument.of(master.status(), query, now())),
                "/api/v1/rounds",
                json(this::rounds),
                "/api/v1/events",
                events,
                "/metrics",
                new Recent(metrics));
        return new Routes(health, pages, Map.of(SLAVE, this::slave), MasterPages.class);
    }

    private static Page json(Function<Query, Object> document) {
        return new Recent(Page.of(query -> Content.json(document.apply(query))));
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
                history.rounds(query.number("last", 60, 1, RoundHistory.ROUNDS)));
    }

    private CompletableFuture<Content> slave(Query query) {
        String slave = query.pathAfter(SLAVE);
        Optional<SlaveStatus> known = history.find(slave);
        if (known.isPresent() && known.get().loss() != null) {
            return CompletableFuture.completedFuture(slave(known.get(), history.history(slave), List.of()));
        }
        Optional<CompletableFuture<List<Sample>>> samples = master.samples(slave);
        if (known.isEmpty() || samples.isEmpty()) {
            return CompletableFuture.completedFuture(
                    Content.error(NOT_FOUND, "no slave of this name is connected or lost; see " + SLAVES));
        }
        SlaveStatus last = known.get();
        List<SlaveDocument.Moment> moments = history.history(slave);
        return samples.get().thenApplyAsync(list -> slave(last, moments, list), server.loop());
    }

    private Content slave(SlaveStatus last, List<SlaveDocument.Moment> moments, List<Sample> samples) {
        return Content.json(new SlaveDocument(
                StatusDocument.Slave.of(last, now()),
                moments,
                samples.stream().map(SlaveDocument.Measurement::of).toList()));
    }

    private Answer ready() {
        List<String> reasons = new ArrayList<>(Readiness.reasons(master));
        server.acceptFailure().ifPresent(reasons::add);
        return Health.ready(reasons).answer();
    }
}
