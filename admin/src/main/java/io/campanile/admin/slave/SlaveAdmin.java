package io.campanile.admin.slave;

import io.campanile.admin.metrics.MetricsPage;
import io.campanile.admin.web.Content;
import io.campanile.admin.web.Health;
import io.campanile.admin.web.Page;
import io.campanile.admin.web.Recent;
import io.campanile.admin.web.Routes;
import io.campanile.admin.web.WebConfig;
import io.campanile.admin.web.WebServer;
import io.campanile.clock.ClusterClock;
import io.campanile.clock.ClusterReading;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.os.discipline.MachineClockState;
import io.campanile.slave.CampanileMetrics;
import io.campanile.slave.Slave;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The admin server of a slave's process: what its clock shows, whether it can be trusted, whom it follows and who refused it, metrics.
 * It changes nothing.
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
     * @param config where it listens, and whom it answers
     * @throws IOException if it cannot listen, or something is wrong with its files: one sentence that says what to do
     */
    public static SlaveAdmin start(Slave slave, WebConfig config) throws IOException {
        return start(slave, null, config);
    }

    /**
     * The same for a slave that keeps its machine's own clock.
     *
     * @param machine how it does; null if it does not
     */
    public static SlaveAdmin start(Slave slave, @Nullable Supplier<MachineClockState> machine, WebConfig config)
            throws IOException {
        ClusterClock clock = slave.clock();
        WebServer server = new WebServer();
        MetricsPage metrics = new MetricsPage(List::of, null);
        new CampanileMetrics(slave).bindTo(metrics.registry());
        if (machine != null) {
            new MachineClockMetrics(machine).bindTo(metrics.registry());
        }
        Map<String, Page> health = Map.of(
                "/health/live",
                Page.of(query -> Health.live().answer()),
                "/health/ready",
                Page.of(query -> ready(clock, server).answer()));
        Map<String, Page> pages = Map.of(
                Routes.STATUS,
                Page.of(query -> Content.json(ClockDocument.of(slave, MachineClockDocument.of(machine)))),
                "/metrics",
                new Recent(metrics));
        try {
            server.listen(config, new Routes(health, pages, Map.of(), SlaveAdmin.class));
        } catch (IOException e) {
            metrics.close();
            throw e;
        }
        return new SlaveAdmin(server, metrics);
    }

    /** A slave is ready while its clock says how far off it is, in holdover too, and while somebody can ask. */
    private static Health ready(ClusterClock clock, WebServer server) {
        List<String> reasons = new ArrayList<>();
        ClusterReading now = clock.read();
        if (now.status() == ClockStatus.UNSYNCHRONIZED) {
            reasons.add(
                    now.timeline().everCorrected()
                            ? "the last correction has expired: no master was heard for too long"
                            : "no master has corrected this clock yet");
        }
        server.acceptFailure().ifPresent(reasons::add);
        return Health.ready(reasons);
    }

    /** How its addresses begin: {@code http} or {@code https}. */
    public String scheme() {
        return server.scheme();
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
