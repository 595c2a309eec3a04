package io.campanile.master.admin;

import io.campanile.clock.ClusterClock;
import io.campanile.clock.ClusterReading;
import io.campanile.core.discipline.ClockStatus;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The admin server of a slave's process: what its clock shows, whether it can be trusted, metrics. As a master's, it asks
 * nobody for a password and changes nothing.
 */
public final class SlaveAdmin implements AutoCloseable {

    private final WebServer server;
    private final MetricsPage metrics;

    private SlaveAdmin(WebServer server, MetricsPage metrics) {
        this.server = server;
        this.metrics = metrics;
    }

    /**
     * Starts serving.
     *
     * @param name what people call the slave
     * @param bind where to listen; port 0 takes any free one
     * @throws IOException if it cannot listen: one sentence that says what to do
     */
    public static SlaveAdmin start(String name, InetSocketAddress bind, ClusterClock clock) throws IOException {
        MetricsPage metrics = new MetricsPage(List::of);
        ClockMetrics.register(clock, new Meters(metrics.registry(), List::of));
        Map<String, Page> pages = Map.of(
                Site.STATUS,
                query -> CompletableFuture.completedFuture(Answer.json(ClockDocument.of(name, clock))),
                "/health/live",
                query -> CompletableFuture.completedFuture(Health.live().answer()),
                "/health/ready",
                query -> CompletableFuture.completedFuture(ready(clock).answer()),
                "/metrics",
                metrics);
        Assets assets = new Assets("slave");
        WebServer server = new WebServer();
        try {
            server.listen(bind, path -> Optional.ofNullable(pages.get(path)).or(() -> assets.at(path)), null);
        } catch (IOException e) {
            metrics.close();
            throw e;
        }
        return new SlaveAdmin(server, metrics);
    }

    /**
     * The answer to {@code GET /api/v1/status} at a slave. Times are nanoseconds, rates parts per billion.
     *
     * @param name what people call the slave
     * @param status how far its cluster clock can be trusted
     * @param localNanos its local clock
     * @param clusterNanos its cluster clock
     * @param errorNanos how far that can be from cluster time; null while unsynchronized
     * @param driftPpb by how much cluster time runs faster than the local clock
     * @param epoch the epoch of the last correction; 0 before the first
     * @param round its round; 0 before the first
     */
    record ClockDocument(
            String name,
            String status,
            long localNanos,
            long clusterNanos,
            @Nullable Long errorNanos,
            double driftPpb,
            long epoch,
            long round) {

        static ClockDocument of(String name, ClusterClock clock) {
            ClusterReading now = clock.read();
            return new ClockDocument(
                    name,
                    now.status().name(),
                    now.localNanos(),
                    now.clusterNanos(),
                    StatusDocument.errorNanos(now),
                    now.timeline().target().ratePpb(),
                    now.timeline().epoch(),
                    now.timeline().round());
        }
    }

    /** A slave is ready while its clock says how far off it is: in holdover, too. */
    private static Health ready(ClusterClock clock) {
        ClusterReading now = clock.read();
        if (now.status() != ClockStatus.UNSYNCHRONIZED) {
            return Health.ready(List.of());
        }
        return Health.ready(List.of(
                now.timeline().everCorrected()
                        ? "the last correction has expired: no master was heard for too long"
                        : "no master has corrected this clock yet"));
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return server.address();
    }

    /** Stops serving. */
    @Override
    public void close() {
        server.close();
        metrics.close();
    }
}
